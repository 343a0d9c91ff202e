"""The exchange rates that hold at a moment, and whether they go before lists (S72, D20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from application.past.streams import Past
from application.ports.rows import Rows
from application.projections.exchange_rates import EXCHANGE_RATES
from core.catalogue.values import Conversion, PriceRules
from core.ids import THE_ORGANISATION
from core.money import Currency
from core.organisation.organisation import Organisation
from core.rates.exchange_rate import ExchangeRate, Rate


class RulesOfPrices:
    """Finds the pairs in the read model, and their rates in the ledger, which decides.

    `upto` is a position in the ledger, None for now: what was not known by then does not count.
    """

    def __init__(self, past: Past, rows: Rows) -> None:
        self._past = past
        self._rows = rows

    def at(
        self, moment: datetime, currencies: Iterable[Currency], *, upto: int | None = None
    ) -> PriceRules:
        """One conversion per pair that leads to one of the currencies, and the policy (D20)."""
        valid = (series.rate_on(moment) for series in self._series(currencies, upto))
        return PriceRules(
            conversions=tuple(conversion(rate) for rate in valid if rate),
            rates_override_lists=self._override(upto),
        )

    def next_change(self, after: datetime, currencies: Iterable[Currency]) -> datetime | None:
        """When the next rate to one of the currencies begins; None when none is known."""
        series = self._series(currencies, None)
        begins = (rate.valid_from for each in series for rate in each.rates)
        return min((moment for moment in begins if moment > after), default=None)

    def _series(self, currencies: Iterable[Currency], upto: int | None) -> Iterator[ExchangeRate]:
        wanted = {"currency": tuple(currencies)}
        rows = self._rows.all(EXCHANGE_RATES, wanted, order=("rate_id",))
        for series_id in dict.fromkeys(row.series_id for row in rows):
            if series := self._past.find(ExchangeRate, series_id, upto):
                yield series

    def _override(self, upto: int | None) -> bool:
        organisation = self._past.find(Organisation, THE_ORGANISATION, upto)
        return organisation is not None and organisation.rates_override_lists


def conversion(rate: Rate) -> Conversion:
    """The rate as prices use it."""
    return Conversion(rate.rate_id, rate.anchor, rate.currency, rate.units_per_anchor)
