"""Phase two: the one call that buys, and every answer it can have (D7, D31)."""

from __future__ import annotations

from application.asset.provisioning.lookup import PurchaseLookup
from application.asset.provisioning.matching import licence_of_line
from application.asset.provisioning.request_ids import CHECK_OUT, RequestIds
from application.asset.provisioning.step import Pace, error_of
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.vendor import (
    CartAlreadySubmitted,
    CartBusy,
    CartGone,
    LicenceVendor,
    OutcomeUnknown,
    VendorOrder,
    VendorRefused,
    VendorUnavailable,
)
from core.asset.asset import Asset
from core.asset.licence import sells
from core.asset.values import LastError, OpenedCart, Phase

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
            order = self._order(asset, asset.cart, vendor, requests)
        except CartBusy:
            return Pace.WAIT
        except (CartGone, CartAlreadySubmitted) as answer:
            error = LastError(answer.code, answer.message)
            return self._lookup.settle(asset, vendor, _PHASE, error)
        except VendorRefused as refusal:
            return self._refused(asset, error_of(refusal))
        except OutcomeUnknown as unknown:
            return self._unknown(asset, unknown, requests)
        return self._bought(asset, vendor, order)

    def _order(
        self, asset: Asset, cart: OpenedCart, vendor: LicenceVendor, requests: RequestIds
    ) -> VendorOrder:
        tenant = asset.details.tenant_id
        now = vendor.read_cart(tenant, cart.cart_id)
        if now.line_error and not now.ordered:
            code, message = now.line_error
            raise VendorRefused(code, message, status=200)
        try:
            return vendor.check_out(tenant, cart.cart_id, requests.of(asset, CHECK_OUT))
        except VendorUnavailable as unavailable:
            if unavailable.answered:
                requests.answered(asset, CHECK_OUT)
            raise

    def _bought(self, asset: Asset, vendor: LicenceVendor, order: VendorOrder) -> Pace:
        mine = [
            licence_of_line(order, line)
            for line in order.lines
            if sells(line.catalog_id, asset.details.product_code)
        ]
        if len(mine) == 1:
            return self._lookup.take(asset, mine[0])
        text = f"Order {order.order_id} does not hold exactly one line of the asset."
        return self._lookup.settle(asset, vendor, _PHASE, LastError("unexpected_order", text))

    def _refused(self, asset: Asset, error: LastError) -> Pace:
        asset.fail(_PHASE, error, at=self._clock.now())
        self._ledger.save(asset)
        return Pace.GO_ON

    def _unknown(self, asset: Asset, unknown: OutcomeUnknown, requests: RequestIds) -> Pace:
        if unknown.answered:
            requests.answered(asset, CHECK_OUT)
        error = LastError(unknown.vendor_code, unknown.vendor_message)
        return self._lookup.doubt(asset, _PHASE, error, answered=unknown.answered)
