"""What Microsoft's orders and entitlements say about an asset's purchase (D16, D17, D32)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from application.asset.claims import Claims
from application.asset.open_purchases import OpenPurchases
from application.asset.provisioning.matching import alike, referenced, since_its_cart
from application.ports.microsoft.errors import VendorRefused
from application.ports.microsoft.licences import Entitlement, LicenceVendor, VendorOrder
from core.asset.asset import Asset
from core.asset.licence import sells
from core.asset.values import VendorLicence


@dataclass(frozen=True)
class Evidence:
    """Order lines that may be the asset's: `own` carry its reference, `alike` carry none.

    `complete` tells whether orders and entitlements were both read, unfiltered and to the end;
    `alone` whether no other asset without licence could have bought that product.
    """

    own: tuple[VendorLicence, ...]
    alike: tuple[VendorLicence, ...]
    complete: bool
    alone: bool

    @property
    def candidates(self) -> tuple[VendorLicence, ...]:
        return self.own + self.alike

    def the_purchase(self, asset: Asset, *, all_is_shown: bool) -> VendorLicence | None:
        """The one line that is certainly the asset's; several are never told apart (D17, D32).

        One without reference is, when all is shown, the only one since the cart was opened, and no
        other asset could have bought it.
        """
        if self.own:
            return self.own[0] if len(self.own) == 1 else None
        lately = [each for each in self.alike if since_its_cart(each, asset)]
        return lately[0] if all_is_shown and self.alone and len(lately) == 1 else None

    @property
    def shows_nothing(self) -> bool:
        """Only complete reading without any match is evidence that nothing was bought (D17)."""
        return self.complete and not self.candidates


class PurchaseEvidence:
    """Reads unfiltered; a refused read, such as 403, is no evidence (D17)."""

    def __init__(self, claims: Claims, purchases: OpenPurchases) -> None:
        self._claims = claims
        self._purchases = purchases

    def gather(self, asset: Asset, vendor: LicenceVendor) -> Evidence:
        """
        Raises:
            VendorUnavailable: Microsoft does not answer.
        """
        orders, complete = self._orders(asset, vendor)
        lines = self._free(alike(orders, asset), asset)
        return Evidence(
            own=tuple(each for each in referenced(orders, asset) if _is_open(each, asset)),
            alike=tuple(lines),
            complete=complete,
            alone=not lines or self._purchases.is_alone(asset),
        )

    def _orders(self, asset: Asset, vendor: LicenceVendor) -> tuple[list[VendorOrder], bool]:
        """Listed orders, and those that only an entitlement tells of: the list lags 15 minutes."""
        try:
            orders = list(vendor.find_orders(asset.details.tenant_id))
        except VendorRefused:
            return [], False
        try:
            hidden = self._hidden(asset, orders, vendor.find_entitlements(asset.details.tenant_id))
            orders += [vendor.read_order(asset.details.tenant_id, each) for each in hidden]
        except VendorRefused:
            return orders, False
        return orders, True

    def _hidden(
        self, asset: Asset, orders: list[VendorOrder], entitled: Iterable[Entitlement]
    ) -> tuple[str, ...]:
        listed = {form for order in orders for form in (order.order_id, order.alias) if form}
        return tuple(
            dict.fromkeys(
                each.order_id
                for each in entitled
                if listed.isdisjoint((each.order_id, each.alias))
                and sells(f"{each.product}:{each.sku}", asset.details.product_code)
                and self._claims.owner(asset.details.instance_id, each.order_id, each.line) is None
            )
        )

    def _free(self, licences: list[VendorLicence], asset: Asset) -> list[VendorLicence]:
        """Neither claimed by any asset nor dismissed by a person."""
        return [
            each
            for each in licences
            if _is_open(each, asset) and not self._claims.is_claimed(asset, each)
        ]


def _is_open(licence: VendorLicence, asset: Asset) -> bool:
    return licence.vendor_line not in asset.dismissed
