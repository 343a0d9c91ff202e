"""Every exchange rate ever set, with the day from which it holds (S40, D20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.rates.events import ExchangeRateSet
from core.rates.exchange_rate import numbered


@dataclass(frozen=True)
class ExchangeRateRow:
    """`units_per_anchor` units of `currency` for one of `anchor`, from `valid_from` (UTC) on."""

    rate_id: str
    series_id: UUID
    anchor: str
    currency: str
    units_per_anchor: Decimal
    valid_from: datetime
    set_at: datetime


EXCHANGE_RATES = Table(
    name="exchange_rates",
    version=1,
    row=ExchangeRateRow,
    key=("rate_id",),
    group="rate_id",
    indexes=(("currency", "anchor"), ("valid_from", "rate_id")),
)


class ExchangeRates:
    table = EXCHANGE_RATES
    append_only = True
    topics = "exchange-rate.set."

    def group_of(self, recorded: Recorded) -> str | None:
        event = recorded.event
        return _rate_id(event) if isinstance(event, ExchangeRateSet) else None

    def fold(
        self, rows: tuple[ExchangeRateRow, ...], recorded: Recorded
    ) -> tuple[ExchangeRateRow, ...]:
        event = recorded.event
        if not isinstance(event, ExchangeRateSet):
            return rows
        row = ExchangeRateRow(
            rate_id=_rate_id(event),
            series_id=recorded.stream_id,
            anchor=event.anchor,
            currency=event.currency,
            units_per_anchor=event.units_per_anchor,
            valid_from=event.valid_from,
            set_at=event.timestamp,
        )
        return (*rows, row)


def _rate_id(event: ExchangeRateSet) -> str:
    return numbered(event.anchor, event.currency, event.originator_version)
