"""A run of Get Services Definition that was applied to an instance's catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.catalogue.events import SyncRunApplied
from core.catalogue.values import FailedSource, QuarantinedRow
from core.ids import InstanceId, RunId
from core.kernel.aggregate import Aggregate, first
from core.kernel.event import Event


@dataclass(frozen=True)
class RunOutcome:
    """Products per catalog status (S81), and what the run left out.

    `sheets` pairs each country with the SHA-256 of its raw price sheet.
    """

    digest: str
    new: int
    updated: int
    unchanged: int
    discontinued: int
    quarantine: tuple[QuarantinedRow, ...]
    failed: tuple[FailedSource, ...]
    rate_ids: tuple[str, ...]
    sheets: tuple[tuple[str, str], ...]


class SyncRun(Aggregate, born_by=SyncRunApplied):
    """Saved in the same transaction as all the product events that it caused (D22)."""

    instance_id: InstanceId
    outcome: RunOutcome

    @classmethod
    def applied(cls, id: RunId, outcome: RunOutcome, *, instance: InstanceId, at: datetime) -> Self:
        return cls.born(
            SyncRunApplied(
                *first(id, at),
                instance_id=instance,
                digest=outcome.digest,
                new=outcome.new,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
                discontinued=outcome.discontinued,
                quarantine=outcome.quarantine,
                failed=outcome.failed,
                rate_ids=outcome.rate_ids,
                sheets=outcome.sheets,
            )
        )

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: SyncRunApplied) -> None:
        self.instance_id = InstanceId(event.instance_id)
        self.outcome = RunOutcome(
            digest=event.digest,
            new=event.new,
            updated=event.updated,
            unchanged=event.unchanged,
            discontinued=event.discontinued,
            quarantine=event.quarantine,
            failed=event.failed,
            rate_ids=event.rate_ids,
            sheets=event.sheets,
        )
