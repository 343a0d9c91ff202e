"""Runs of the reconciliation, with how many findings are still open (B2, D33)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.reconciliation.events import (
    FindingAccepted,
    FindingApplied,
    ReconciliationCompleted,
)
from core.reconciliation.values import FindingCounts


@dataclass(frozen=True)
class ReconciliationRow:
    """`open` counts findings that somebody must look at, neither applied nor accepted.

    `position` is that of the ledger it compared with; `clean` its verdict when it was completed.
    """

    reconciliation_id: UUID
    instance_id: UUID
    begun_at: datetime
    completed_at: datetime
    clean: bool
    customers_read: int
    customers_not_read: int
    counts: FindingCounts
    open: int
    applied: int
    accepted: int
    position: int
    actor: str
    reason: str | None


RECONCILIATIONS = Table(
    name="reconciliations",
    version=1,
    row=ReconciliationRow,
    key=("reconciliation_id",),
    group="reconciliation_id",
    indexes=(("begun_at", "reconciliation_id"), ("instance_id", "begun_at", "reconciliation_id")),
)


class Reconciliations:
    table = RECONCILIATIONS
    append_only = False
    topics = "reconciliation."

    def group_of(self, recorded: Recorded) -> UUID | None:
        of_a_run = ReconciliationCompleted | FindingApplied | FindingAccepted
        return recorded.stream_id if isinstance(recorded.event, of_a_run) else None

    def fold(
        self, rows: tuple[ReconciliationRow, ...], recorded: Recorded
    ) -> tuple[ReconciliationRow, ...]:
        match recorded.event:
            case ReconciliationCompleted() as event:
                return (_completed(event, recorded),)
            case FindingApplied():
                return tuple(
                    replace(row, open=row.open - 1, applied=row.applied + 1) for row in rows
                )
            case FindingAccepted():
                return tuple(
                    replace(row, open=row.open - 1, accepted=row.accepted + 1) for row in rows
                )
            case _:
                return rows


def _completed(event: ReconciliationCompleted, recorded: Recorded) -> ReconciliationRow:
    return ReconciliationRow(
        reconciliation_id=recorded.stream_id,
        instance_id=event.instance_id,
        begun_at=event.begun_at,
        completed_at=event.timestamp,
        clean=event.clean,
        customers_read=event.customers_read,
        customers_not_read=len(event.customers_not_read),
        counts=event.counts,
        open=sum(finding.is_open for finding in event.findings),
        applied=0,
        accepted=sum(finding.accepted for finding in event.findings),
        position=event.position,
        actor=recorded.metadata.actor,
        reason=recorded.metadata.reason,
    )
