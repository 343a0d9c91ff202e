"""Which run of Get Services Definition holds an instance, and when the next one is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ids import RunId

MONTHLY_SYNC_HOUR = 3
"""UTC hour from which a scheduled run is due on its day."""
LATEST_MONTHLY_SYNC_DAY = 28
"""Every month has it."""
TRY_AGAIN_AFTER = timedelta(hours=1)
"""How long a scheduled run rests after one that failed."""

APPLIED, FAILED, ABANDONED = "applied", "failed", "abandoned"
"""How a run ends: in the catalogue, with a reason, or because its process died."""


@dataclass(frozen=True)
class SyncLease:
    """The run that holds the instance until a UTC time."""

    run_id: RunId
    until: datetime

    def holds(self, at: datetime) -> bool:
        return at < self.until


@dataclass(frozen=True)
class SyncRecord:
    """When a run was applied last, and when a scheduled one was tried last (UTC)."""

    applied_at: datetime | None = None
    scheduled_at: datetime | None = None

    def due_period(self, day: int | None, at: datetime) -> str | None:
        """The month whose scheduled run is due, such as `2026-12`; None when none is.

        The first run is a person's: it shows what will be created before it is (S34, S51).
        """
        if day is None or self.applied_at is None:
            return None
        due = _latest(day, at)
        resting = self.scheduled_at is not None and at < self.scheduled_at + TRY_AGAIN_AFTER
        return None if resting or self.applied_at >= due else f"{due:%Y-%m}"


def _latest(day: int, at: datetime) -> datetime:
    """When a run was due last; that of a month in which no process ran is made up for."""
    this_month = at.replace(day=day, hour=MONTHLY_SYNC_HOUR, minute=0, second=0, microsecond=0)
    if at >= this_month:
        return this_month
    last_of_previous = at.replace(day=1) - timedelta(days=1)
    return this_month.replace(year=last_of_previous.year, month=last_of_previous.month)
