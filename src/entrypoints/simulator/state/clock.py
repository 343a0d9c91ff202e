"""Simulator time: the machine's clock plus what a test has advanced it by, or a test's own."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from entrypoints.simulator.state.store import Store

OFFSET = ("clock", "offset")


class Clock(Protocol):
    """Whatever tells Microsoft's time, in UTC."""

    def now(self) -> datetime: ...

    def advance(self, seconds: float) -> None: ...


class MachineClock:
    """The offset is remembered with everything else."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def offset(self) -> timedelta:
        stored = self._store.find(*OFFSET) or {"seconds": 0}
        return timedelta(seconds=stored["seconds"])

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def advance(self, seconds: float) -> None:
        moved = self.offset.total_seconds() + seconds
        self._store.put(*OFFSET, body={"seconds": moved})


def to_wire(moment: datetime) -> str:
    """Microsoft's seven digits of a second, in UTC."""
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}0Z"


def from_wire(text: str) -> datetime:
    return datetime.fromisoformat(text[:-2]).replace(tzinfo=UTC)
