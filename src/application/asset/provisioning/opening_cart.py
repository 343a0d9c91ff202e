"""Phase one: a cart with the asset's line, its id stored before any checkout (D31)."""

from __future__ import annotations

from application.asset.provisioning.lookup import PurchaseLookup
from application.asset.provisioning.request_ids import CREATE_CART, RENEW_CART, RequestIds
from application.asset.provisioning.step import Pace, error_of, flaw_of
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.microsoft.errors import (
    CartAlreadySubmitted,
    CartBusy,
    CartGone,
    VendorRefused,
    VendorUnavailable,
)
from application.ports.microsoft.licences import Cart, LicenceVendor, LineToBuy
from core.accounts.account import Account
from core.asset.asset import Asset
from core.asset.values import LastError, OpenedCart, Phase, SyncState
from core.catalogue.values import ProductCode
from core.ids import AccountId

_LONGEST_NAME = 100
"""Characters of a friendly name in all; the reference is never cut."""


class OpeningCart:
    def __init__(self, ledger: Ledger, clock: Clock, lookup: PurchaseLookup) -> None:
        self._ledger = ledger
        self._clock = clock
        self._lookup = lookup

    def __call__(self, asset: Asset, vendor: LicenceVendor, requests: RequestIds) -> Pace:
        """Open the attempt's cart, or renew the live one of an earlier attempt (D31).

        Raises:
            VendorUnavailable: no usable answer; nothing was bought.
            VersionConflict: another process stored its cart first; ours is never checked out.
        """
        try:
            cart = self._live_cart(asset, vendor, requests)
            if cart is None:
                cart = self._new_cart(asset, vendor, requests)
        except CartBusy:
            return Pace.WAIT
        except CartGone as gone:
            doubt = LastError(gone.code, "The cart of a checkout without answer is gone.")
            return self._lookup.settle(asset, vendor, doubt)
        except CartAlreadySubmitted as submitted:
            error = LastError(submitted.code, submitted.message)
            return self._lookup.settle(asset, vendor, error, bought=True)
        except VendorRefused as refusal:
            return self._refused(asset, error_of(refusal))
        if cart.ordered:
            error = LastError("cart_ordered", "An earlier checkout of the cart succeeded.")
            return self._lookup.settle(asset, vendor, error, bought=True)
        return self._store(asset, cart)

    def _live_cart(self, asset: Asset, vendor: LicenceVendor, requests: RequestIds) -> Cart | None:
        """The cart that an earlier attempt left, its line renewed; None when a new one is due."""
        if asset.cart is None:
            return None
        tenant, cart_id = asset.details.tenant_id, asset.cart.cart_id
        try:
            cart = vendor.read_cart(tenant, cart_id)
            if cart.ordered:
                return cart
            request = requests.of(asset, RENEW_CART)
            return vendor.renew_cart(tenant, cart_id, self._line(asset, vendor), request)
        except CartGone:
            if asset.cart_in_doubt and not self._is_released(asset, vendor):
                raise
            return None
        except VendorUnavailable as unavailable:
            requests.note(asset, RENEW_CART, unavailable)
            raise

    def _is_released(self, asset: Asset, vendor: LicenceVendor) -> bool:
        """Past its expiry, and no purchase came of it: a new cart cannot be a second one (D31)."""
        released = asset.cart_released_at
        if asset.cart_is_ordered or released is None or self._clock.now() < released:
            return False
        return self._lookup.shows_nothing(asset, vendor)

    def _new_cart(self, asset: Asset, vendor: LicenceVendor, requests: RequestIds) -> Cart:
        line = self._line(asset, vendor)
        try:
            request = requests.of(asset, CREATE_CART)
            return vendor.create_cart(asset.details.tenant_id, line, request)
        except VendorUnavailable as unavailable:
            requests.note(asset, CREATE_CART, unavailable)
            raise

    def _store(self, asset: Asset, cart: Cart) -> Pace:
        if flaw := flaw_of(asset, cart):
            return self._refused(asset, flaw)
        opened = OpenedCart(cart.cart_id, cart.catalog_id, cart.currency, cart.expires_at)
        asset.open_cart(opened, at=self._clock.now())
        self._ledger.save(asset)
        return Pace.GO_ON

    def _refused(self, asset: Asset, error: LastError) -> Pace:
        if asset.sync is SyncState.UNKNOWN:  # says nothing of the checkout that is in doubt (D7)
            return self._lookup.doubt(asset, Phase.OPENING_CART, error, answered=False)
        asset.fail(Phase.OPENING_CART, error, at=self._clock.now())
        self._ledger.save(asset)
        return Pace.GO_ON

    def _line(self, asset: Asset, vendor: LicenceVendor) -> LineToBuy:
        details = asset.details
        code = ProductCode.parse(details.product_code)
        reference = asset.references[-1]
        name = details.sku_name[: _LONGEST_NAME - len(reference) - 1]
        return LineToBuy(
            catalog_id=vendor.catalog_id(details.tenant_id, code, details.price.country),
            quantity=details.quantity,
            friendly_name=f"{name} {reference}",
            reseller_mpn_id=self._mpn_id(details.reseller),
        )

    def _mpn_id(self, reseller: AccountId | None) -> str | None:
        """Without a reseller the organisation sells itself (contract 6.2)."""
        return self._ledger.get(Account, reseller).mpn_id if reseller else None
