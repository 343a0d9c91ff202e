"""Orders, newest first (D2)."""

from __future__ import annotations

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.orders import ORDERS
from application.queries.show_order import OrderView, order_view


class ListOrders(Query[Page[OrderView]]):
    """Newest first."""

    roles = STAFF
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListOrdersHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListOrders, by: Principal) -> Page[OrderView]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        page = self._rows.page(
            ORDERS,
            order=("drafted_at", "order_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
        return Page(tuple(order_view(row) for row in page.items), page.next)
