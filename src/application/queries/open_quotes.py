"""Quotes that still hold and wait for their buyer, the first to end first (D2, B18)."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from application.messages import Query
from application.ports.clock import Clock
from application.ports.rows import Page, Rows, Within
from application.principal import STAFF, Principal
from application.projections.orders import ORDERS
from application.queries.show_order import OrderView, order_view
from core.ordering.order import OrderStatus


class ListOpenQuotes(Query[Page[OrderView]]):
    """Prices hold until `valid_until`."""

    roles = STAFF
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListOpenQuotesHandler:
    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    def __call__(self, query: ListOpenQuotes, by: Principal) -> Page[OrderView]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        still = Within(self._clock.now() + timedelta.resolution)
        page = self._rows.page(
            ORDERS,
            where={"status": str(OrderStatus.QUOTED), "valid_until": still},
            order=("valid_until", "order_id"),
            after=query.after,
            limit=query.limit,
        )
        return Page(tuple(order_view(row) for row in page.items), page.next)
