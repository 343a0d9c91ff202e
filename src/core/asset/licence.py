"""A vendor order line as the licence of an asset: its facts, and whether they match."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from core.asset.errors import LicenceDoesNotMatch
from core.asset.events import ExternalIdLinked, OrderPlaced
from core.asset.values import Claim, PurchaseDetails, VendorLicence
from core.ids import AssetId

_CLOCK_SKEW = timedelta(minutes=5)
"""Between Microsoft's clock and ours."""


def may_follow(ordered_at: datetime | None, moment: datetime) -> bool:
    """Whether an order may have been placed at a UTC time or later; unless nobody knows when."""
    return ordered_at is None or ordered_at >= moment - _CLOCK_SKEW


def sells(catalog_id: str, product_code: str) -> bool:
    """Whether the catalog id's product and SKU are those of the product code (D32).

    The availability part changes over time and says nothing about identity.
    """
    return catalog_id.split(":")[:2] == product_code.split(":")[:2]


def require_match(details: PurchaseDetails, licence: VendorLicence) -> None:
    """
    Raises:
        LicenceDoesNotMatch: another product, SKU or quantity than the asset's (D8).
    """
    if not sells(licence.catalog_id, details.product_code):
        raise LicenceDoesNotMatch(
            f"Order {licence.order_id} line {licence.line} sells {licence.catalog_id}, "
            f"the asset is {details.product_code}.",
            advice="Link the order line of the same product and SKU.",
        )
    if licence.quantity != details.quantity:
        raise LicenceDoesNotMatch(
            f"Order {licence.order_id} line {licence.line} has quantity {licence.quantity}, "
            f"the asset {details.quantity}.",
            advice="Link an order line of the same quantity.",
        )


def licence_facts(licence: VendorLicence) -> dict[str, Any]:
    """The licence as fields of the events that store it."""
    return {
        "perpetual_order_id": licence.order_id,
        "perpetual_order_id_alias": licence.alias,
        "line": licence.line,
        "catalog_id": licence.catalog_id,
        "quantity": licence.quantity,
        "perpetual_id": licence.perpetual_id,
        "ordered_at": licence.ordered_at,
    }


def licence_of(event: OrderPlaced | ExternalIdLinked) -> VendorLicence:
    """The licence that an event stored."""
    return VendorLicence(
        order_id=event.perpetual_order_id,
        alias=event.perpetual_order_id_alias,
        line=event.line,
        catalog_id=event.catalog_id,
        quantity=event.quantity,
        perpetual_id=event.perpetual_id,
        ordered_at=event.ordered_at,
    )


def claim_of(details: PurchaseDetails, licence: VendorLicence, owner: AssetId) -> Claim:
    """The claim on the licence's order line, under both forms of the order's id (D8)."""
    return Claim(details.instance_id, licence.order_id, licence.line, owner, licence.alias)
