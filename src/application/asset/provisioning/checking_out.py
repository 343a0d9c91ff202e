"""Phase two: the one call that buys, and every answer it can have (D7, D31)."""

from __future__ import annotations

from application.asset.provisioning.lookup import PurchaseLookup
from application.asset.provisioning.matching import licence_of_line
from application.asset.provisioning.request_ids import CHECK_OUT, RequestIds
from application.asset.provisioning.step import Pace, error_of, flaw_of
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.microsoft.errors import (
    CartAlreadySubmitted,
    CartBusy,
    CartGone,
    OutcomeUnknown,
    VendorRefused,
    VendorUnavailable,
)
from application.ports.microsoft.licences import Cart, LicenceVendor, VendorOrder
from core.asset.asset import Asset
from core.asset.licence import sells
from core.asset.purchasing import Step
from core.asset.values import LastError, Phase

_PHASE = Phase.CHECKING_OUT


class CheckingOut:
    def __init__(self, ledger: Ledger, clock: Clock, lookup: PurchaseLookup) -> None:
        self._ledger = ledger
        self._clock = clock
        self._lookup = lookup

    def __call__(self, asset: Asset, vendor: LicenceVendor, requests: RequestIds) -> Pace:
        """Check the stored cart out and store what came of it.

        Asking again is no new purchase: the same cart gives the same order (contract 2.5).

        Raises:
            VendorUnavailable: the call was certainly not processed.
        """
        if asset.cart is None:
            raise ValueError(f"asset {asset.id} has no stored cart to check out")
        try:
            cart = vendor.read_cart(asset.details.tenant_id, asset.cart.cart_id)
        except CartBusy:
            return Pace.WAIT
        except CartGone as gone:
            return self._lookup.settle(asset, vendor, LastError(gone.code, gone.message))
        except VendorRefused as refusal:  # a refused reading tells nothing of a purchase (D17)
            raise VendorUnavailable(refusal.message) from refusal
        return self._go_on(asset, vendor, cart, requests)

    def _go_on(self, asset: Asset, vendor: LicenceVendor, cart: Cart, requests: RequestIds) -> Pace:
        if not cart.ordered and (flaw := flaw_of(asset, cart)):
            return self._flawed(asset, vendor, flaw)
        if not asset.may_check_out_again:
            error = asset.last_error or LastError("unknown", "No checkout was settled.")
            return self._lookup.settle(asset, vendor, error, bought=cart.ordered)
        if self._is_outrun(asset):
            return Pace.GO_ON
        return self._check_out(asset, vendor, requests)

    def _check_out(self, asset: Asset, vendor: LicenceVendor, requests: RequestIds) -> Pace:
        assert asset.cart
        request = requests.of(asset, CHECK_OUT)
        try:
            order = vendor.check_out(asset.details.tenant_id, asset.cart.cart_id, request)
        except CartBusy as busy:
            return self._in_doubt(asset, LastError(busy.code, busy.message), requests)
        except CartGone as gone:
            return self._in_doubt(asset, LastError(gone.code, gone.message), requests)
        except CartAlreadySubmitted as submitted:
            error = LastError(submitted.code, submitted.message)
            self._in_doubt(asset, error, requests)
            return self._found(asset, vendor, error)
        except VendorRefused as refusal:
            if not asset.cart_in_doubt:
                return self._refused(asset, error_of(refusal))
            return self._in_doubt(asset, error_of(refusal), requests, phase=Phase.REFUSED)
        except OutcomeUnknown as unknown:
            error = LastError(unknown.vendor_code, unknown.vendor_message)
            return self._in_doubt(asset, error, requests, answered=unknown.answered)
        except VendorUnavailable as unavailable:
            requests.note(asset, CHECK_OUT, unavailable)
            raise
        return self._bought(asset, vendor, order, requests)

    def _is_outrun(self, asset: Asset) -> bool:
        """Somebody went on while this process waited: the one call that buys must not be late."""
        return self._ledger.get(Asset, asset.id).version != asset.version

    def _flawed(self, asset: Asset, vendor: LicenceVendor, flaw: LastError) -> Pace:
        """No checkout (D31); one that was sent before may have bought all the same (D7)."""
        if asset.cart_in_doubt:
            return self._lookup.settle(asset, vendor, flaw)
        return self._refused(asset, flaw)

    def _bought(
        self, asset: Asset, vendor: LicenceVendor, order: VendorOrder, requests: RequestIds
    ) -> Pace:
        mine = [
            licence_of_line(order, line)
            for line in order.lines
            if sells(line.catalog_id, asset.details.product_code)
        ]
        if len(mine) == 1:
            return self._lookup.take(asset, mine[0])
        text = f"Order {order.order_id} does not hold exactly one line of the asset."
        error = LastError("unexpected_order", text)
        self._in_doubt(asset, error, requests)
        return self._found(asset, vendor, error)

    def _found(self, asset: Asset, vendor: LicenceVendor, error: LastError) -> Pace:
        """Microsoft says that the cart was bought: only the order is still to be found (D31)."""
        current = self._ledger.get(Asset, asset.id)
        if current.next_step is not Step.CHECK_OUT:
            return Pace.GO_ON
        return self._lookup.settle(current, vendor, error, bought=True)

    def _refused(self, asset: Asset, error: LastError) -> Pace:
        asset.fail(_PHASE, error, at=self._clock.now())
        self._ledger.save(asset)
        return Pace.GO_ON

    def _in_doubt(
        self,
        asset: Asset,
        error: LastError,
        requests: RequestIds,
        *,
        phase: Phase = _PHASE,
        answered: bool = True,
    ) -> Pace:
        """A refusal says nothing of an earlier checkout whose end nobody saw (D7, D31)."""
        if answered:
            requests.answered(asset, CHECK_OUT)
        self._lookup.checkout_in_doubt(asset, phase, error, answered=answered)
        return Pace.WAIT
