"""The cart with the one line of an asset's purchase, in Microsoft's words and in ours (D31)."""

from __future__ import annotations

from typing import Any

from application.ports.microsoft.errors import VendorUnavailable
from application.ports.microsoft.licences import Cart, LineToBuy
from infrastructure.partner_center.purchase_payloads import (
    CartLineError,
    CartLinePayload,
    CartPayload,
)


def cart_body(line: LineToBuy) -> dict[str, Any]:
    """The request that creates or renews a cart; a perpetual licence has no term."""
    item: dict[str, Any] = {
        "id": 0,
        "catalogItemId": line.catalog_id,
        "quantity": line.quantity,
        "billingCycle": "one_time",
        "friendlyName": line.friendly_name,
    }
    if line.reseller_mpn_id:
        reseller = {"key": "transaction_reseller", "value": line.reseller_mpn_id}
        item["participants"] = [reseller]
    return {"lineItems": [item]}


def cart_of(payload: CartPayload) -> Cart:
    """
    Raises:
        VendorUnavailable: the cart has not exactly one line, so it is none of ours.
    """
    line = _the_line(payload)
    return Cart(
        cart_id=payload.id,
        ordered=payload.status == "ordered",
        expires_at=payload.expiration_timestamp,
        catalog_id=line.catalog_item_id,
        quantity=line.quantity,
        currency=line.currency_code.upper(),
        friendly_name=line.friendly_name,
        line_error=_error(line.error),
    )


def _the_line(payload: CartPayload) -> CartLinePayload:
    if len(payload.line_items) != 1:
        raise VendorUnavailable(f"The cart has {len(payload.line_items)} lines instead of one.")
    return payload.line_items[0]


def _error(error: CartLineError | None) -> tuple[str, str] | None:
    return (error.error_code or "unnamed", error.error_description) if error else None
