"""Microsoft's invoice lines in our words, as Partner Center and as the Graph write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import ConfigDict, model_validator

from application.ports.microsoft.books import InvoiceLine
from infrastructure.partner_center.wire import Time, Wire, Word, folded

CHARGES = {"purchase": "new", "refund": "cancel"}
"""Older words for the same charge (contract 8.2)."""

_NOBODY = "00000000-0000-0000-0000-000000000000"


class InvoiceLinePayload(Wire):
    """`PCToBCExchangeRate` and `pcToBCExchangeRate` are one member; a blank is a missing one.

    The effective unit price is the one that is charged; in the pricing currency.
    """

    model_config = ConfigDict(alias_generator=folded)

    customer_id: str
    order_id: str = ""
    alternate_id: str = ""
    order_date: Time = None
    product_id: str = ""
    sku_id: str = ""
    availability_id: str = ""
    subscription_id: str = ""
    charge_type: Word = ""
    unit_price: Decimal = Decimal(0)
    effective_unit_price: Decimal | None = None
    quantity: Decimal | None = None
    billable_quantity: Decimal | None = None
    subtotal: Decimal
    currency: str
    pricing_currency: str = ""
    invoice_number: str = ""

    @model_validator(mode="before")
    @classmethod
    def _in_one_spelling(cls, read: object) -> object:
        if not isinstance(read, dict):
            return read
        named: dict[str, Any] = {folded(str(name)): value for name, value in read.items()}
        return {name: value for name, value in named.items() if value != ""}

    @property
    def licences(self) -> int | None:
        """The billable quantity, or the plain one; None where neither is a whole number: usage."""
        told = (self.billable_quantity, self.quantity)
        whole = (each for each in told if each is not None and each == each.to_integral_value())
        return next((int(each) for each in whole), None)


def invoice_line_of(
    payload: InvoiceLinePayload, *, licences: int, invoice: str | None
) -> InvoiceLine:
    """`invoice` is the one that was asked for; None for a line without one."""
    item = (payload.product_id, payload.sku_id, payload.availability_id)
    price = payload.effective_unit_price
    known = payload.subscription_id not in ("", _NOBODY)
    return InvoiceLine(
        invoice=invoice and (payload.invoice_number or invoice),
        tenant_id=payload.customer_id,
        order_id=payload.order_id,
        alias=payload.alternate_id or None,
        catalog_id=":".join(filter(None, item)),
        charge=CHARGES.get(payload.charge_type, payload.charge_type),
        quantity=licences,
        unit_price=payload.unit_price if price is None else price,
        pricing_currency=(payload.pricing_currency or payload.currency).upper(),
        subtotal=payload.subtotal,
        currency=payload.currency.upper(),
        ordered_at=payload.order_date,
        perpetual_id=payload.subscription_id if known else None,
    )
