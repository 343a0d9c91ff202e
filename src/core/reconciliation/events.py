"""What happens to a reconciliation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.kernel.event import Birth, Event
from core.reconciliation.values import (
    FindingCounts,
    InvoiceReading,
    ReconciliationFinding,
    UnreadCustomer,
)


@dataclass(frozen=True)
class ReconciliationCompleted(Birth):
    """A run is over; `findings` are all that do not match, `clean` is its verdict (B2, D33)."""

    TOPIC = "reconciliation.completed.v1"
    instance_id: UUID
    clean: bool
    begun_at: datetime
    customers_read: int
    customers_not_read: tuple[UnreadCustomer, ...]
    invoices: InvoiceReading
    counts: FindingCounts
    findings: tuple[ReconciliationFinding, ...]
    position: int


@dataclass(frozen=True)
class FindingApplied(Event):
    """An operator acted on a finding; what it did stands in the asset's own story."""

    TOPIC = "reconciliation.finding-applied.v1"
    finding: int
    kind: str
    asset_id: UUID
    order_id: str
    line: int


@dataclass(frozen=True)
class FindingAccepted(Event):
    """A person says that a finding is as it should be; later runs stay clean of it (D33)."""

    TOPIC = "reconciliation.finding-accepted.v1"
    finding: int
    instance_id: UUID
    kind: str
    tenant_id: str
    order_id: str | None
    line: int | None
    asset_id: UUID | None
