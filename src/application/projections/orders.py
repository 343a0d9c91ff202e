"""Orders with their quotes and the assets that came of them (D2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.ordering.events import OrderDrafted, OrderExecuted, OrderQuoted, OrderRejectedForGood
from core.ordering.order import OrderStatus
from core.ordering.values import OrderLine, QuotedLine


@dataclass(frozen=True)
class OrderRow:
    """`quote` and `total` (in `currency`, net of tax) are empty until the order is quoted."""

    order_id: UUID
    status: str
    instance_id: UUID
    ordered_by: UUID
    end_customer: UUID
    billed_to: UUID
    reseller: UUID | None
    purchase_order: str | None
    drafted_at: datetime
    lines: tuple[OrderLine, ...]
    quote: tuple[QuotedLine, ...]
    currency: str | None
    total: Decimal | None
    valid_until: datetime | None
    asset_ids: tuple[UUID, ...]
    version: int


ORDERS = Table(
    name="orders",
    version=2,
    row=OrderRow,
    key=("order_id",),
    group="order_id",
    indexes=(
        ("drafted_at", "order_id"),
        ("end_customer", "drafted_at", "order_id"),
        ("status", "drafted_at", "order_id"),
        ("status", "valid_until", "order_id"),
    ),
)


class Orders:
    table = ORDERS
    append_only = False
    topics = "order."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if recorded.topic.startswith(self.topics) else None

    def fold(self, rows: tuple[OrderRow, ...], recorded: Recorded) -> tuple[OrderRow, ...]:
        if isinstance(recorded.event, OrderDrafted):
            return (_drafted(recorded.stream_id, recorded.event),)
        return tuple(_after(row, recorded) for row in rows)


def _drafted(order_id: UUID, event: OrderDrafted) -> OrderRow:
    return OrderRow(
        order_id=order_id,
        status=OrderStatus.DRAFT,
        instance_id=event.instance_id,
        ordered_by=event.ordered_by,
        end_customer=event.end_customer,
        billed_to=event.billed_to,
        reseller=event.reseller,
        purchase_order=event.purchase_order,
        drafted_at=event.timestamp,
        lines=event.lines,
        quote=(),
        currency=None,
        total=None,
        valid_until=None,
        asset_ids=(),
        version=event.originator_version,
    )


def _after(row: OrderRow, recorded: Recorded) -> OrderRow:
    row = replace(row, version=recorded.version)
    match recorded.event:
        case OrderQuoted() as event:
            return replace(
                row,
                status=OrderStatus.QUOTED,
                quote=event.lines,
                currency=event.currency,
                total=sum((line.total for line in event.lines), Decimal(0)),
                valid_until=event.valid_until,
            )
        case OrderExecuted() as event:
            return replace(row, status=OrderStatus.EXECUTED, asset_ids=event.asset_ids)
        case OrderRejectedForGood():
            return replace(row, status=OrderStatus.REJECTED)
        case _:
            return row
