"""Orders, newest first (D2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.past.lists import Candidates, PastLists
from application.past.rows import PastRows
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.orders import ORDERS, OrderRow, Orders
from application.queries.show_order import OrderView, order_view
from core.ordering.order import OrderStatus


class ListOrders(Query[Page[OrderView]]):
    """Newest first, narrowed to a status, to who will use the licences, or both.

    `at` is a time with zone: all of it as it was then (D34).
    """

    roles = STAFF
    status: OrderStatus | None = None
    end_customer: UUID | None = None
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
            where=_narrowed(query),
            order=("drafted_at", "order_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
        return Page(tuple(order_view(row) for row in page.items), page.next)

    def _then(self, query: ListOrders, at: datetime) -> Page[OrderView]:
        as_of = self._lists.moment(at, query.after)
        wanted = _narrowed(query)

        def seen(row: OrderRow | None) -> OrderView | None:
            shown = row and all(getattr(row, name) == value for name, value in wanted.items())
            return order_view(row) if row and shown else None

        def were(orders: Sequence[OrderRow]) -> Sequence[OrderView | None]:
            ids = [each.order_id for each in orders]
            rows = self._past.folded(_ORDERS, ids, as_of.position)
            return [seen(rows.get(id)) for id in ids]

        return self._lists.page(_NEWEST, as_of, were, after=query.after, limit=query.limit)


def _narrowed(query: ListOrders) -> dict[str, Any]:
    asked = {"status": query.status, "end_customer": query.end_customer}
    return {column: value for column, value in asked.items() if value is not None}


_ORDERS = Orders()
_NEWEST = Candidates(ORDERS, ("drafted_at", "order_id"), newest_first="drafted_at")
