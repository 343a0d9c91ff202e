"""Bugs of the protocol: when to buy, with which cart, and when to conclude that nothing was."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

import pytest

from application.asset.probe import Probe
from application.asset.provisioning.checking_out import CheckingOut
from application.asset.provisioning.confirming_order import ConfirmingOrder
from application.asset.provisioning.opening_cart import OpeningCart
from application.asset.provisioning.step import Pace
from core.asset.asset import Asset
from core.asset.events import SyncUncertain
from core.asset.uncertainty import UncertainPurchasing
from core.asset.values import LastError, OpenedCart, Phase, SyncState, VendorLicence


def _opened(own: OpeningCart, vendor: Any, asset: Asset, salt: str) -> OpenedCart:
    """A cart of its own."""
    assert asset.attempt is not None
    line = own._line(asset, vendor)
    request = uuid5(asset.attempt.attempt_id, salt)
    cart = vendor.create_cart(asset.details.tenant_id, line, request)
    return OpenedCart(cart.cart_id, cart.catalog_id, cart.currency, cart.expires_at)


def buys_before_it_stores(patch: pytest.MonkeyPatch) -> None:
    """The cart's id is stored together with its order, after the checkout."""

    def store(self: Any, asset: Asset, cart: Any) -> Pace:
        opened = OpenedCart(cart.cart_id, cart.catalog_id, cart.currency, cart.expires_at)
        asset.open_cart(opened, at=self._clock.now())
        return Pace.GO_ON

    original = OpeningCart.__call__

    def opening(self: Any, asset: Asset, vendor: Any, requests: Any) -> Pace:
        pace = original(self, asset, vendor, requests)
        if asset.attempt and asset.attempt.cart_id and asset.pending:
            vendor.check_out(asset.details.tenant_id, asset.attempt.cart_id, asset.id)
            self._ledger.save(asset)
        return pace

    patch.setattr(OpeningCart, "_store", store)
    patch.setattr(OpeningCart, "__call__", opening)


def a_new_cart_on_timeout(patch: pytest.MonkeyPatch) -> None:
    """A checkout without a clear answer is tried again with a fresh cart."""
    original = CheckingOut._check_out

    def check_out(self: Any, asset: Asset, vendor: Any, requests: Any) -> Pace:
        pace = original(self, asset, vendor, requests)
        current = self._ledger.get(Asset, asset.id)
        if current.sync is SyncState.UNKNOWN:
            opening = OpeningCart(self._ledger, self._clock, self._lookup)
            opened = _opened(opening, vendor, current, f"again {current.version}")
            current.open_cart(opened, at=self._clock.now())
            self._ledger.save(current)
        return pace

    patch.setattr(CheckingOut, "_check_out", check_out)


def a_second_live_cart(patch: pytest.MonkeyPatch) -> None:
    """After a refusal a new cart is opened, while a slow worker still holds the first."""
    original = OpeningCart._live_cart

    def live_cart(self: Any, asset: Asset, vendor: Any, requests: Any) -> Any:
        return original(self, asset, vendor, requests) if asset.cart_in_doubt else None

    patch.setattr(OpeningCart, "_live_cart", live_cart)


def an_ordered_cart_is_replaced(patch: pytest.MonkeyPatch) -> None:
    """The status of the earlier attempt's cart is ignored: a spent cart is simply replaced."""
    patch.setattr(OpeningCart, "_live_cart", lambda *_: None)


def a_cart_that_is_gone_sold_nothing(patch: pytest.MonkeyPatch) -> None:
    """An expired cart is replaced at once, whatever its checkouts may have sold."""
    patch.setattr(OpeningCart, "_is_released", lambda *_: True)
    patch.setattr(UncertainPurchasing, "may_conclude", lambda *_, **__: True)


def not_bought_is_concluded_at_once(patch: pytest.MonkeyPatch) -> None:
    """The list's lag is not waited for."""
    patch.setattr(UncertainPurchasing, "may_conclude", lambda *_, **__: True)


def thirty_minutes_from_the_first_call(patch: pytest.MonkeyPatch) -> None:
    """Later checkouts do not start D17's wait anew."""
    original = SyncUncertain.apply

    def apply(self: SyncUncertain, asset: Any) -> None:
        original(self, asset)
        if not hasattr(asset, "first_doubt"):
            asset.first_doubt = self.timestamp

    def may_conclude(self: Any, wait: timedelta, *, at: datetime) -> bool:
        return hasattr(self, "first_doubt") and at >= self.first_doubt + wait

    patch.setattr(SyncUncertain, "apply", apply)
    patch.setattr(UncertainPurchasing, "may_conclude", may_conclude)


def a_pending_order_is_given_up(patch: pytest.MonkeyPatch) -> None:
    """An order that Microsoft has not completed counts as failed, to be bought again."""
    original = ConfirmingOrder.__call__

    def confirming(self: Any, asset: Asset, vendor: Any) -> Pace:
        pace = original(self, asset, vendor)
        if pace is Pace.WAIT:
            error = LastError("too_slow", "Microsoft does not complete the order.")
            asset.fail(Phase.CONFIRMING_ORDER, error, at=self._clock.now())
            self._ledger.save(asset)
        return pace

    patch.setattr(ConfirmingOrder, "__call__", confirming)


def a_refusal_taken_for_a_sale(patch: pytest.MonkeyPatch) -> None:
    """`orderErrors` beside a 201 are overlooked."""

    def refused(self: Any, asset: Asset, error: LastError) -> Pace:
        assert asset.cart is not None
        licence = VendorLicence(
            order_id=asset.cart.cart_id,
            alias=None,
            line=0,
            catalog_id=asset.cart.catalog_id,
            quantity=asset.details.quantity,
            perpetual_id=None,
            ordered_at=None,
        )
        now = self._clock.now()
        asset.place_order(licence, at=now)
        asset.confirm_order(None, at=now)
        self._ledger.save(asset)
        return Pace.GO_ON

    patch.setattr(CheckingOut, "_refused", refused)


def no_probe(patch: pytest.MonkeyPatch) -> None:
    """A re-provision is confirmed without looking for what was bought meanwhile."""
    patch.setattr(Probe, "candidates", lambda *_: ())
    not_bought_is_concluded_at_once(patch)
    patch.setattr(OpeningCart, "_live_cart", lambda *_: None)


BUGS = {
    "the intent is not stored before the purchase": buys_before_it_stores,
    "a new cart on timeout": a_new_cart_on_timeout,
    "a second live cart after a refusal": a_second_live_cart,
    "cart status ignored": an_ordered_cart_is_replaced,
    "a cart that is gone sold nothing": a_cart_that_is_gone_sold_nothing,
    "not bought is concluded at once": not_bought_is_concluded_at_once,
    "the 30 minutes counted from the first call": thirty_minutes_from_the_first_call,
    "a pending order is given up": a_pending_order_is_given_up,
    "a refusal taken for a sale": a_refusal_taken_for_a_sale,
    "a re-provision without probe": no_probe,
}
