"""The one time of a run: the application's and Microsoft's, moved by the scheduler alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class WorldTime:
    """Microsoft's clock; each process reads it through a `ProcessClock` of its own."""

    def __init__(self, now: datetime = START) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    def reach(self, moment: datetime) -> None:
        """Never backwards."""
        self.moment = max(self.moment, moment)

    def wait(self, seconds: float) -> None:
        """For work that nobody schedules, such as building the base."""
        self.advance(seconds)
