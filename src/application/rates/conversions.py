"""The exchange rates that hold at a moment, and when the next one begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from application.ports.ledger import Ledger
from application.ports.rows import Rows
from application.projections.exchange_rates import EXCHANGE_RATES
from core.catalogue.values import Conversion
from core.money import Currency
from core.rates.exchange_rate import ExchangeRate, Rate


class Conversions:
    """Reads the pairs from the read model and their rates from the ledger, which decides."""

    def __init__(self, ledger: Ledger, rows: Rows) -> None:
        self._ledger = ledger
        self._rows = rows

    def at(self, moment: datetime, currencies: Iterable[Currency]) -> tuple[Conversion, ...]:
        """One conversion per pair that leads to one of the currencies (S72, D20)."""
        valid = (series.rate_on(moment) for series in self._series(currencies))
        return tuple(_conversion(rate) for rate in valid if rate)

    def next_change(self, after: datetime, currencies: Iterable[Currency]) -> datetime | None:
        """When the next rate to one of the currencies begins; None when none is known."""
        series = self._series(currencies)
        begins = (rate.valid_from for each in series for rate in each.rates)
        return min((moment for moment in begins if moment > after), default=None)

    def _series(self, currencies: Iterable[Currency]) -> Iterator[ExchangeRate]:
        wanted = {"currency": tuple(currencies)}
        rows = self._rows.all(EXCHANGE_RATES, wanted, order=("rate_id",))
        for series_id in dict.fromkeys(row.series_id for row in rows):
            yield self._ledger.get(ExchangeRate, series_id)


def _conversion(rate: Rate) -> Conversion:
    return Conversion(rate.rate_id, rate.anchor, rate.currency, rate.units_per_anchor)
