"""Runs of Get Services Definition, however they ended (S80, S81, D22)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.catalogue.events import SyncRunApplied
from core.catalogue.sync_run import RunOutcome
from core.catalogue.values import CountryLog, FailedSource, QuarantinedRow
from core.instances.events import SyncEnded, SyncLeaseRenewed, SyncStarted
from core.instances.sync_lease import APPLIED

RUNNING = "running"


@dataclass(frozen=True)
class CatalogueRunRow:
    """Products per catalog status, and what was left out with its reason (D25).

    `state` is running (until `lease_until` at the longest without a sign of life), applied, failed
    (`code` and `message` say why) or abandoned; counts are 0 unless it was applied. `period` is
    the month of a scheduled run.
    """

    run_id: UUID
    instance_id: UUID
    state: str
    period: str | None
    actor: str
    reason: str | None
    started_at: datetime
    lease_until: datetime | None
    ended_at: datetime | None
    code: str
    message: str
    digest: str
    new: int
    updated: int
    unchanged: int
    discontinued: int
    warnings: int
    localisation_gaps: int
    overridden: bool
    quarantined: int
    quarantine: tuple[QuarantinedRow, ...]
    failed: tuple[FailedSource, ...]
    countries: tuple[CountryLog, ...]
    rate_ids: tuple[str, ...]
    sheets: tuple[tuple[str, str], ...]
    rates_override_lists: bool


CATALOGUE_RUNS = Table(
    name="catalogue_runs",
    version=2,
    row=CatalogueRunRow,
    key=("run_id",),
    group="run_id",
    indexes=(("started_at", "run_id"), ("instance_id", "state", "started_at", "run_id")),
)

_OF_A_RUN = (SyncStarted, SyncLeaseRenewed, SyncEnded)
_NOTHING_DONE = RunOutcome(
    digest="",
    new=0,
    updated=0,
    unchanged=0,
    discontinued=0,
    quarantine=(),
    failed=(),
    rate_ids=(),
    sheets=(),
)


class CatalogueRuns:
    table = CATALOGUE_RUNS
    append_only = False

    def group_of(self, recorded: Recorded) -> UUID | None:
        event = recorded.event
        if isinstance(event, SyncRunApplied):
            return recorded.stream_id
        return event.run_id if isinstance(event, _OF_A_RUN) else None

    def fold(
        self, rows: tuple[CatalogueRunRow, ...], recorded: Recorded
    ) -> tuple[CatalogueRunRow, ...]:
        match recorded.event:
            case SyncStarted() as event:
                return (_started(event, recorded),)
            case SyncRunApplied() as event:
                known = rows or (_unannounced(event, recorded),)
                return tuple(replace(row, **_outcome(event)) for row in known)
            case SyncLeaseRenewed() as event:
                return tuple(replace(row, lease_until=event.lease_until) for row in rows)
            case SyncEnded() as event:
                return tuple(_ended(row, event) for row in rows)
            case _:
                return rows


def _started(event: SyncStarted, recorded: Recorded) -> CatalogueRunRow:
    return CatalogueRunRow(
        run_id=event.run_id,
        instance_id=recorded.stream_id,
        state=RUNNING,
        period=event.period,
        actor=recorded.metadata.actor,
        reason=recorded.metadata.reason,
        started_at=event.timestamp,
        lease_until=event.lease_until,
        ended_at=None,
        code="",
        message="",
        **vars(_NOTHING_DONE),
    )


def _unannounced(event: SyncRunApplied, recorded: Recorded) -> CatalogueRunRow:
    """A run of the time when only applied runs were written down."""
    return CatalogueRunRow(
        run_id=recorded.stream_id,
        instance_id=event.instance_id,
        state=APPLIED,
        period=None,
        actor=recorded.metadata.actor,
        reason=recorded.metadata.reason,
        started_at=event.timestamp,
        lease_until=None,
        ended_at=event.timestamp,
        code="",
        message="",
        **vars(_NOTHING_DONE),
    )


def _outcome(event: SyncRunApplied) -> dict[str, Any]:
    return {each.name: getattr(event, each.name) for each in fields(RunOutcome)}


def _ended(row: CatalogueRunRow, event: SyncEnded) -> CatalogueRunRow:
    return replace(
        row,
        state=event.outcome,
        lease_until=None,
        ended_at=event.timestamp,
        code=event.code,
        message=event.message,
    )
