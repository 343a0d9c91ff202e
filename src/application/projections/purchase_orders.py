"""The buyers' own references of orders, to be found by how any of their words begins (D2)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.account_names import small
from application.projections.projection import Table
from core.ids import OrderId, asset_id
from core.ordering.events import OrderDrafted


@dataclass(frozen=True)
class PurchaseOrderRow:
    """A reference from one of its words on, in small letters, of the asset that a line becomes."""

    order_id: UUID
    asset_id: UUID
    words: str


PURCHASE_ORDERS = Table(
    name="purchase_orders",
    version=1,
    row=PurchaseOrderRow,
    key=("order_id", "asset_id", "words"),
    group="order_id",
    indexes=(("words", "asset_id"),),
)


class PurchaseOrders:
    table = PURCHASE_ORDERS
    append_only = True
    topics = "order."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if isinstance(recorded.event, OrderDrafted) else None

    def fold(
        self, rows: tuple[PurchaseOrderRow, ...], recorded: Recorded
    ) -> tuple[PurchaseOrderRow, ...]:
        event = recorded.event
        if not isinstance(event, OrderDrafted) or not event.purchase_order:
            return ()
        words = small(event.purchase_order)[:_LONGEST].split()
        texts = dict.fromkeys(" ".join(words[first:]) for first in range(len(words)))
        order = OrderId(recorded.stream_id)
        return tuple(
            PurchaseOrderRow(order, asset_id(order, line.line), text)
            for line in event.lines
            for text in texts
        )


_LONGEST = 200
"""So many letters are found."""
