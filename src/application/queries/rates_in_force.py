"""The exchange rates that hold now: one of each pair (S72, D20)."""

from __future__ import annotations

from application.messages import Query
from application.ports.clock import Clock
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.exchange_rates import EXCHANGE_RATES
from application.rates.price_rules import RulesOfPrices
from core.catalogue.values import Conversion
from core.money import Currency


class RatesInForce(Query[tuple[Conversion, ...]]):
    """Those that prices are converted with now; the others are superseded, or yet to come."""

    roles = STAFF


class RatesInForceHandler:
    def __init__(self, rows: Rows, rules: RulesOfPrices, clock: Clock) -> None:
        self._rows = rows
        self._rules = rules
        self._clock = clock

    def __call__(self, query: RatesInForce, by: Principal) -> tuple[Conversion, ...]:
        rates = self._rows.all(EXCHANGE_RATES, order=("rate_id",))
        currencies = dict.fromkeys(Currency(rate.currency) for rate in rates)
        return self._rules.at(self._clock.now(), currencies).conversions
