"""The exchange rates of the currency conversion tool (S40, D20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from application.messages import Query
from application.past.lists import Candidates, PastLists
from application.ports.ledger import EventLog
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.exchange_rates import EXCHANGE_RATES, ExchangeRateRow, ExchangeRates


class ListExchangeRates(Query[Page[ExchangeRateRow]]):
    """Newest first; `at` is a time with zone: what had been set by then (D34)."""

    roles = STAFF
    at: datetime | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListExchangeRatesHandler:
    def __init__(self, rows: Rows, lists: PastLists, log: EventLog) -> None:
        self._rows = rows
        self._lists = lists
        self._log = log

    def __call__(self, query: ListExchangeRates, by: Principal) -> Page[ExchangeRateRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list, or the time has no zone.
        """
        if query.at is not None:
            return self._then(query, query.at)
        return self._rows.page(
            EXCHANGE_RATES,
            order=_BY_DAY,
            descending=True,
            after=query.after,
            limit=query.limit,
        )

    def _then(self, query: ListExchangeRates, at: datetime) -> Page[ExchangeRateRow]:
        as_of = self._lists.moment(at, query.after)

        def were(rates: Sequence[ExchangeRateRow]) -> Sequence[ExchangeRateRow | None]:
            series = list(dict.fromkeys(each.series_id for each in rates))
            known = self._log.streams_upto(series, as_of.position)
            events = (each for story in known.values() for each in story)
            ids = {_FOLD.group_of(each) for each in events}
            return [each if each.rate_id in ids else None for each in rates]

        candidates = Candidates(EXCHANGE_RATES, _BY_DAY, descends=True)
        return self._lists.page(candidates, as_of, were, after=query.after, limit=query.limit)


_FOLD = ExchangeRates()
_BY_DAY = ("valid_from", "rate_id")
