"""The orders of a reseller or customer: what was drafted, quoted and placed (D2, D3)."""

from __future__ import annotations

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import ACCOUNT_HOLDERS, Principal
from application.projections.account_orders import ACCOUNT_ORDERS
from application.projections.orders import ORDERS
from application.queries.show_order import OrderView, order_view


class ListOwnOrders(Query[Page[OrderView]]):
    """Newest first; whoever asks placed them, uses or pays their licences, or resold them."""

    roles = ACCOUNT_HOLDERS
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListOwnOrdersHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListOwnOrders, by: Principal) -> Page[OrderView]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        own = self._rows.page(
            ACCOUNT_ORDERS,
            where={"account_id": by.account_id},
            order=("drafted_at", "order_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
        ids = tuple(each.order_id for each in own.items)
        found = self._rows.all(ORDERS, {"order_id": ids}, order=()) if ids else ()
        orders = {row.order_id: order_view(row) for row in found}
        return Page(tuple(orders[id] for id in ids if id in orders), own.next)
