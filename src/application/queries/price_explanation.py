"""A price explained: its numbers, its sources, and the same in words (B9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from core.catalogue.markets import MarketPrice
from core.catalogue.values import Conversion
from core.money import Money

LIST, PAYABLE = "list", "payable"


@dataclass(frozen=True)
class ExplainedAmount:
    """`listed` × rate = `exact`, and that rounded half up to `minor_unit` is `result`.

    `country` is the one whose list decided.
    """

    country: str
    listed: Money
    exact: Decimal
    minor_unit: Decimal
    rounding: str
    result: Money


@dataclass(frozen=True)
class SourceRun:
    """The run that brought the lists; `sheets` pairs their countries with the files' SHA-256."""

    run_id: UUID
    applied_at: datetime
    digest: str
    sheets: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PriceExplanation:
    """All prices are net of tax and per unit; `total` is sell × quantity.

    `lists` are those that were compared, `rate` is null where none was needed. `position` names
    the last event of the ledger that counts (D34). `steps` says it all in words.
    """

    instance: UUID
    code: str
    name: str
    kind: str
    currency: str
    country: str | None
    quantity: int
    at: datetime
    position: int
    source: str
    rates_override_lists: bool
    lists: tuple[MarketPrice, ...]
    rate: Conversion | None
    purchase: ExplainedAmount
    sell: ExplainedAmount
    total: Money
    sell_below_purchase: bool
    run: SourceRun
    steps: tuple[str, ...]
