"""The exchange rates of the currency conversion tool (S40, D20)."""

from __future__ import annotations

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.exchange_rates import EXCHANGE_RATES, ExchangeRateRow


class ListExchangeRates(Query[Page[ExchangeRateRow]]):
    """Newest first."""

    roles = STAFF
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListExchangeRatesHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListExchangeRates, by: Principal) -> Page[ExchangeRateRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        return self._rows.page(
            EXCHANGE_RATES,
            order=("valid_from", "rate_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
