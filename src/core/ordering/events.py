"""What happens to an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.kernel.event import Birth, Event
from core.ordering.values import OrderLine, QuotedLine


@dataclass(frozen=True)
class OrderDrafted(Birth):
    """`purchase_order` is the buyer's own reference."""

    TOPIC = "order.drafted.v1"
    instance_id: UUID
    ordered_by: UUID
    end_customer: UUID
    billed_to: UUID
    reseller: UUID | None
    purchase_order: str | None
    lines: tuple[OrderLine, ...]


@dataclass(frozen=True)
class OrderQuoted(Event):
    TOPIC = "order.quoted.v1"
    currency: str
    lines: tuple[QuotedLine, ...]
    valid_until: datetime


@dataclass(frozen=True)
class OrderExecuted(Event):
    TOPIC = "order.executed.v1"
    asset_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class OrderRejectedForGood(Event):
    TOPIC = "order.rejected.v1"
    reason: str
