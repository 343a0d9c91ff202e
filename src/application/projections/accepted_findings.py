"""Findings of which a person said that they are as they should be (B2, D33)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.reconciliation.events import FindingAccepted


@dataclass(frozen=True)
class AcceptedFindingRow:
    """One acceptance, with who said it, when (UTC) and why."""

    reconciliation_id: UUID
    finding: int
    instance_id: UUID
    kind: str
    tenant_id: str
    order_id: str | None
    line: int | None
    asset_id: UUID | None
    accepted_at: datetime
    actor: str
    reason: str | None


ACCEPTED_FINDINGS = Table(
    name="accepted_findings",
    version=1,
    row=AcceptedFindingRow,
    key=("reconciliation_id", "finding"),
    group="reconciliation_id",
    indexes=(("instance_id", "reconciliation_id", "finding"),),
)


class AcceptedFindings:
    table = ACCEPTED_FINDINGS
    append_only = False
    topics = "reconciliation.finding-accepted."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if isinstance(recorded.event, FindingAccepted) else None

    def fold(
        self, rows: tuple[AcceptedFindingRow, ...], recorded: Recorded
    ) -> tuple[AcceptedFindingRow, ...]:
        event, said = recorded.event, recorded.metadata
        if not isinstance(event, FindingAccepted):
            return rows
        return (
            *rows,
            AcceptedFindingRow(
                reconciliation_id=recorded.stream_id,
                finding=event.finding,
                instance_id=event.instance_id,
                kind=event.kind,
                tenant_id=event.tenant_id,
                order_id=event.order_id,
                line=event.line,
                asset_id=event.asset_id,
                accepted_at=event.timestamp,
                actor=said.actor,
                reason=said.reason,
            ),
        )
