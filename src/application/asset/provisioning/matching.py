"""Finding an asset's purchase among the orders that Microsoft lists (D32)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from application.ports.microsoft.licences import OrderState, VendorOrder, VendorOrderLine
from core.asset.asset import Asset
from core.asset.licence import may_follow, sells
from core.asset.values import VendorLicence

_ANY_REFERENCE = re.compile(r"PX-[0-9A-F]{10}$")


def licence_of_line(order: VendorOrder, line: VendorOrderLine) -> VendorLicence:
    """One line of a vendor order as a licence (D13)."""
    return VendorLicence(
        order_id=order.order_id,
        alias=order.alias,
        line=line.number,
        catalog_id=line.catalog_id,
        quantity=line.quantity,
        perpetual_id=line.perpetual_id,
        ordered_at=order.ordered_at,
    )


def reference_in(friendly_name: str) -> str | None:
    """The reference of an attempt that ends a line's friendly name, whoever's it is (D32)."""
    found = _ANY_REFERENCE.search(friendly_name)
    return found.group() if found else None


def referenced(orders: Iterable[VendorOrder], asset: Asset) -> list[VendorLicence]:
    """Lines whose friendly name ends in one of the asset's references: certainly its own."""
    return [
        licence_of_line(order, line)
        for order, line in _lines(orders)
        if line.friendly_name.endswith(asset.references)
    ]


def alike(orders: Iterable[VendorOrder], asset: Asset) -> list[VendorLicence]:
    """Lines without any reference of ours that the asset's purchase could have become."""
    return [
        licence_of_line(order, line)
        for order, line in _lines(orders)
        if not _ANY_REFERENCE.search(line.friendly_name)
        and sells(line.catalog_id, asset.details.product_code)
        and line.quantity == asset.details.quantity
        and may_follow(order.ordered_at, asset.created_on)
    ]


def since_its_cart(licence: VendorLicence, asset: Asset) -> bool:
    """Whether it was ordered when the asset's cart could have been; unless nobody knows when."""
    opened = asset.cart_opened_at
    return opened is None or may_follow(licence.ordered_at, opened)


def _lines(orders: Iterable[VendorOrder]) -> Iterator[tuple[VendorOrder, VendorOrderLine]]:
    for order in orders:
        if order.state is not OrderState.CANCELLED:
            for line in order.lines:
                yield order, line
