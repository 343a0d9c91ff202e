"""The price of one licence as it was decided, with everything that explains it (D12, D19)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

UNIT_NAME = "Licenses"
"""Unit of prices and invoice items (S86, S88)."""
BILLING_TERM = "one time"
"""Billing term of a one-off product (S52, S76)."""


@dataclass(frozen=True)
class PriceSnapshot:
    """Unit price and unit cost in `currency`, net of tax, rounded to its ISO 4217 minor unit.

    `source` is `list` (the country's price list) or `rate` (converted by `rate_id`); `vendor_*` is
    what Microsoft's list of that country asks in its own currency; `run_id` is the sync that
    brought the list; `rule` says in words how the price came about.
    """

    unit_price: Decimal
    unit_cost: Decimal
    currency: str
    country: str
    source: str
    rule: str
    vendor_unit_cost: Decimal
    vendor_currency: str
    run_id: UUID
    rate_id: str | None = None
    rate: Decimal | None = None
    unit_name: str = UNIT_NAME
    billing_term: str = BILLING_TERM

    def total_price(self, quantity: int) -> Decimal:
        return self.unit_price * quantity

    def total_cost(self, quantity: int) -> Decimal:
        return self.unit_cost * quantity
