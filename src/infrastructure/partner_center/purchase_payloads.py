"""Carts, checkouts and orders as Microsoft writes them (contract 6)."""

from __future__ import annotations

from pydantic import Field

from infrastructure.partner_center.wire import Time, Wire, Word


class CartLineError(Wire):
    """`error_code` is a name or a number of the contract's table 3.4."""

    error_code: str = ""
    error_description: str = ""


class CartLinePayload(Wire):
    catalog_item_id: str = ""
    quantity: int
    currency_code: str = ""
    friendly_name: str = ""
    error: CartLineError | None = None


class CartPayload(Wire):
    id: str = Field(min_length=1)
    status: Word = ""
    expiration_timestamp: Time = None
    line_items: tuple[CartLinePayload, ...] = ()


class OrderLinePayload(Wire):
    line_item_number: int
    offer_id: str = ""
    quantity: int
    friendly_name: str = ""
    subscription_id: str = ""


class OrderPayload(Wire):
    id: str = Field(min_length=1)
    alternate_id: str = ""
    reference_customer_id: str = ""
    billing_cycle: Word = ""
    currency_code: str = ""
    creation_date: Time = None
    status: Word = ""
    line_items: tuple[OrderLinePayload, ...] = ()


class OrderErrorPayload(Wire):
    order_group_id: str = ""
    code: str = ""
    description: str = ""


class CheckoutPayload(Wire):
    """A checkout may succeed for some order groups and fail for others."""

    orders: tuple[OrderPayload, ...] = ()
    order_errors: tuple[OrderErrorPayload, ...] = ()


class _ReferenceOrder(Wire):
    id: str = ""
    alternate_id: str = ""
    line_item_id: int = 0


class EntitlementPayload(Wire):
    """Included entitlements (downgrade rights) are ignored: they are no purchases."""

    reference_order: _ReferenceOrder = _ReferenceOrder()
    product_id: str = ""
    sku_id: str = ""
    quantity: int = 0
