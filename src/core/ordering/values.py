"""Lines, chain and quote of an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from core.ids import AccountId
from core.price import PriceSnapshot


@dataclass(frozen=True)
class OrderChain:
    """Who placed the order, who will use the licences, and who pays (D2).

    `reseller` is the end customer's reseller, who sees what its customers own (D3).
    """

    ordered_by: AccountId
    end_customer: AccountId
    billed_to: AccountId
    reseller: AccountId | None = None


@dataclass(frozen=True)
class OrderLine:
    """`line` counts from 1. Stored inside order events."""

    line: int
    product_id: UUID
    product_code: str
    quantity: int


@dataclass(frozen=True)
class QuotedLine:
    """A line with the payable price that was promised. Stored inside order events."""

    line: int
    product_id: UUID
    product_code: str
    product_name: str
    sku_name: str
    qualification: str
    quantity: int
    price: PriceSnapshot

    @property
    def total(self) -> Decimal:
        return self.price.total_price(self.quantity)


@dataclass(frozen=True)
class Quote:
    """Prices in one currency, valid until a UTC time (D2)."""

    lines: tuple[QuotedLine, ...]
    currency: str
    valid_until: datetime

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), Decimal(0))
