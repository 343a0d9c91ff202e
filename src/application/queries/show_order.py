"""One order with its quote; buyers do not see what it costs the distributor (D15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.messages import Query
from application.ports.rows import Rows
from application.principal import BUYERS, STAFF, Principal
from application.projections.orders import ORDERS, OrderRow
from core.kernel.errors import NotFound
from core.money import Currency, Money


@dataclass(frozen=True)
class OrderLineView:
    """`unit_price` and `total` are null until the order is quoted; net of tax.

    `country` is the one whose price list decided; `source` is `list`, or `rate` where converted.
    """

    line: int
    product_code: str
    product_name: str | None
    quantity: int
    unit_price: Money | None
    total: Money | None
    unit_name: str | None
    billing_term: str | None
    rule: str | None
    country: str | None
    source: str | None


@dataclass(frozen=True)
class OrderView:
    id: UUID
    status: str
    instance: UUID
    ordered_by_id: UUID
    end_customer_id: UUID
    billed_to_id: UUID
    purchase_order: str | None
    drafted_at: datetime
    valid_until: datetime | None
    total: Money | None
    lines: tuple[OrderLineView, ...]
    asset_ids: tuple[UUID, ...]
    version: int

    def has_lapsed(self, at: datetime) -> bool:
        """Whether its quote holds no more at a UTC time, so that it takes a new one (D2)."""
        return self.valid_until is not None and at >= self.valid_until


class ShowOrder(Query[OrderView]):
    roles = STAFF | BUYERS
    order_id: UUID


class ShowOrderHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowOrder, by: Principal) -> OrderView:
        """
        Raises:
            NotFound: no such order, or not one that the principal may see.
        """
        row = self._rows.one(ORDERS, {"order_id": query.order_id})
        if row is None:
            raise NotFound("order", str(query.order_id))
        return order_view(row)


def order_view(row: OrderRow) -> OrderView:
    """The order without cost."""
    total = None
    if row.total is not None and row.currency is not None:
        total = Money(row.total, Currency(row.currency))
    return OrderView(
        id=row.order_id,
        status=row.status,
        instance=row.instance_id,
        ordered_by_id=row.ordered_by,
        end_customer_id=row.end_customer,
        billed_to_id=row.billed_to,
        purchase_order=row.purchase_order,
        drafted_at=row.drafted_at,
        valid_until=row.valid_until,
        total=total,
        lines=_quoted(row) if row.quote else _drafted(row),
        asset_ids=row.asset_ids,
        version=row.version,
    )


def _quoted(row: OrderRow) -> tuple[OrderLineView, ...]:
    return tuple(
        OrderLineView(
            line=line.line,
            product_code=line.product_code,
            product_name=line.product_name,
            quantity=line.quantity,
            unit_price=Money(line.price.unit_price, Currency(line.price.currency)),
            total=Money(line.total, Currency(line.price.currency)),
            unit_name=line.price.unit_name,
            billing_term=line.price.billing_term,
            rule=line.price.rule,
            country=line.price.country,
            source=line.price.source,
        )
        for line in row.quote
    )


def _drafted(row: OrderRow) -> tuple[OrderLineView, ...]:
    return tuple(
        OrderLineView(
            line=line.line,
            product_code=line.product_code,
            product_name=None,
            quantity=line.quantity,
            unit_price=None,
            total=None,
            unit_name=None,
            billing_term=None,
            rule=None,
            country=None,
            source=None,
        )
        for line in row.lines
    )
