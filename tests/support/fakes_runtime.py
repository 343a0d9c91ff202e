"""Time, ids, evidence and progress in the hands of a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from tests.support.scenario import NOON


class Crash(BaseException):
    """The process is dead: kill -9."""


class FakeClock:
    """Stands still until somebody waits or a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.pass_by(seconds=seconds)

    def pass_by(self, **time: float) -> None:
        self.moment += timedelta(**time)


class CountingIds:
    """UUIDv7-shaped ids that count."""

    def __init__(self) -> None:
        self.made = 0

    def new(self) -> UUID:
        self.made += 1
        return UUID(f"01953a10-0000-7000-8000-{self.made:012x}")


class KeptEvidence:
    """Price sheets by their hash."""

    def __init__(self) -> None:
        self.sheets: dict[str, tuple[str, bytes]] = {}

    def keep(self, country: str, sha256: str, content: bytes) -> None:
        self.sheets.setdefault(sha256, (country, content))


class WatchedProgress:
    """Remembers every step that was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, int]] = []

    def advance(self, work: str, *, done: int, total: int) -> None:
        self.told.append((work, done, total))


class Meanwhile(WatchedProgress):
    """Something happens elsewhere whenever a step is told: one action per step."""

    def __init__(self, *actions: Callable[[], object] | None) -> None:
        super().__init__()
        self._actions = list(actions)

    def advance(self, work: str, *, done: int, total: int) -> None:
        super().advance(work, done=done, total=total)
        action = self._actions.pop(0) if self._actions else None
        if action:
            action()
