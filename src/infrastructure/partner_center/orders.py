"""Microsoft's orders in our words (D13)."""

from __future__ import annotations

from application.ports.vendor import OrderState, VendorOrder, VendorOrderLine
from infrastructure.partner_center.purchase_payloads import OrderLinePayload, OrderPayload

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
    )
