"""Microsoft's orders in our words (D13)."""

from __future__ import annotations

from typing import Any

from application.ports.microsoft.licences import (
    Entitlement,
    OrderState,
    VendorOrder,
    VendorOrderLine,
)
from infrastructure.partner_center.purchase_payloads import (
    EntitlementPayload,
    OrderLinePayload,
    OrderPayload,
)

STATES = {
    "pending": OrderState.PENDING,
    "completed": OrderState.COMPLETED,
    "cancelled": OrderState.CANCELLED,
    "canceled": OrderState.CANCELLED,
}


def order_of(payload: OrderPayload, tenant_id: str) -> VendorOrder:
    return VendorOrder(
        order_id=payload.id,
        alias=payload.alternate_id or None,
        tenant_id=payload.reference_customer_id or tenant_id,
        state=STATES.get(payload.status, OrderState.UNKNOWN),
        currency=payload.currency_code.upper(),
        ordered_at=payload.creation_date,
        lines=tuple(_line_of(line) for line in payload.line_items),
    )


def entitlement_of(payload: EntitlementPayload) -> Entitlement:
    reference = payload.reference_order
    return Entitlement(
        order_id=reference.id,
        alias=reference.alternate_id or None,
        line=reference.line_item_id,
        product=payload.product_id,
        sku=payload.sku_id,
        quantity=payload.fulfilled,
    )


def cancellation_of(order_id: str, line: int, catalog_id: str) -> dict[str, Any]:
    """The request that cancels one whole line of an order (contract 6.7)."""
    named = {"lineItemNumber": line, "offerId": catalog_id}
    return {"id": order_id, "status": "cancelled", "lineItems": [named]}


def is_one_time(payload: OrderPayload) -> bool:
    """An order that does not tell its cycle may be one: it must not be overlooked."""
    return payload.billing_cycle in ("onetime", "unknown", "")


def _line_of(payload: OrderLinePayload) -> VendorOrderLine:
    return VendorOrderLine(
        number=payload.line_item_number,
        catalog_id=payload.offer_id,
        quantity=payload.quantity,
        friendly_name=payload.friendly_name,
        perpetual_id=payload.subscription_id or None,
        unit_price=payload.pricing.price if payload.pricing else None,
    )
