"""Orders, newest first (D2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from application.messages import Query
from application.past.lists import Candidates, PastLists
from application.past.rows import PastRows
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.orders import ORDERS, OrderRow, Orders
from application.queries.show_order import OrderView, order_view


class ListOrders(Query[Page[OrderView]]):
    """Newest first; `at` is a time with zone: the orders as they were then (D34)."""

    roles = STAFF
    at: datetime | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListOrdersHandler:
    def __init__(self, rows: Rows, lists: PastLists, past: PastRows) -> None:
        self._rows = rows
        self._lists = lists
        self._past = past

    def __call__(self, query: ListOrders, by: Principal) -> Page[OrderView]:
        """
        Raises:
            Invalid: the cursor is not one of this list, or the time has no zone.
        """
        if query.at is not None:
            return self._then(query, query.at)
        page = self._rows.page(
            ORDERS,
            order=("drafted_at", "order_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
        return Page(tuple(order_view(row) for row in page.items), page.next)

    def _then(self, query: ListOrders, at: datetime) -> Page[OrderView]:
        as_of = self._lists.moment(at, query.after)

        def were(orders: Sequence[OrderRow]) -> Sequence[OrderView | None]:
            ids = [each.order_id for each in orders]
            rows = self._past.folded(_ORDERS, ids, as_of.position)
            return [order_view(rows[id]) if id in rows else None for id in ids]

        return self._lists.page(_NEWEST, as_of, were, after=query.after, limit=query.limit)


_ORDERS = Orders()
_NEWEST = Candidates(ORDERS, ("drafted_at", "order_id"), newest_first="drafted_at")
