"""Applied runs of Get Services Definition (S80, S81)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.catalogue.events import SyncRunApplied
from core.catalogue.values import FailedSource, QuarantinedRow


@dataclass(frozen=True)
class CatalogueRunRow:
    """Products per catalog status, and what was left out with its reason (D25)."""

    run_id: UUID
    instance_id: UUID
    applied_at: datetime
    actor: str
    digest: str
    new: int
    updated: int
    unchanged: int
    discontinued: int
    quarantine: tuple[QuarantinedRow, ...]
    failed: tuple[FailedSource, ...]


CATALOGUE_RUNS = Table(
    name="catalogue_runs",
    version=1,
    row=CatalogueRunRow,
    key=("run_id",),
    group="run_id",
    indexes=(("applied_at", "run_id"), ("instance_id", "applied_at", "run_id")),
)


class CatalogueRuns:
    table = CATALOGUE_RUNS
    append_only = True

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if isinstance(recorded.event, SyncRunApplied) else None

    def fold(
        self, rows: tuple[CatalogueRunRow, ...], recorded: Recorded
    ) -> tuple[CatalogueRunRow, ...]:
        event = recorded.event
        if not isinstance(event, SyncRunApplied):
            return rows
        row = CatalogueRunRow(
            run_id=recorded.stream_id,
            instance_id=event.instance_id,
            applied_at=event.timestamp,
            actor=recorded.metadata.actor,
            digest=event.digest,
            new=event.new,
            updated=event.updated,
            unchanged=event.unchanged,
            discontinued=event.discontinued,
            quarantine=event.quarantine,
            failed=event.failed,
        )
        return (*rows, row)
