"""Carts, checkouts and orders as Microsoft writes them (contract 6)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, WrapValidator

from infrastructure.partner_center.wire import Time, Wire, Word, none_if_odd


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


class _Pricing(Wire):
    """`price` is what one licence costs, net, in the order's currency."""

    price: Decimal | None = None


class OrderLinePayload(Wire):
    line_item_number: int
    offer_id: str = ""
    quantity: int
    friendly_name: str = ""
    subscription_id: str = ""
    pricing: Annotated[_Pricing | None, WrapValidator(none_if_odd)] = None


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
    id: str = Field(min_length=1)
    alternate_id: str = ""
    line_item_id: int = 0


class _QuantityDetail(Wire):
    quantity: int
    status: Word = ""


class EntitlementPayload(Wire):
    """Included entitlements (downgrade rights) are ignored: they are no purchases.

    Its order and product must be told: an entitlement that could be anybody's would look like no
    proof of a purchase, and what looks unproven may be bought again (D17).
    """

    reference_order: _ReferenceOrder
    product_id: str = Field(min_length=1)
    sku_id: str = ""
    quantity: int | None = None
    quantity_details: tuple[_QuantityDetail, ...] = ()

    @property
    def fulfilled(self) -> int:
        """Licences that the customer has; the details tell where no sum is given."""
        if self.quantity is not None:
            return self.quantity
        return sum(each.quantity for each in self.quantity_details if each.status == "fulfilled")
