"""A ledger in memory, as the projections read it."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from application.ports.ledger import Metadata, Recorded
from core.kernel.event import Event

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
NOBODY = UUID(int=0)
METADATA = Metadata(NOON, "operator:ann", "operator", "cli", NOBODY, NOBODY, None, None)
GAP = 3
"""Positions have gaps, as those of PostgreSQL do."""


@dataclass(frozen=True)
class Put(Event):
    """Something is on the shelf (the stream) now, in addition to what was there."""

    item: str
    pieces: int


@dataclass(frozen=True)
class Taken(Event):
    item: str


@dataclass(frozen=True)
class Cleared(Event):
    """The shelf is empty."""


@dataclass(frozen=True)
class Dusted(Event):
    """Of no interest to anybody."""


def shelf(number: int) -> UUID:
    return UUID(int=number)


def put(on: int, item: str, pieces: int = 1) -> Put:
    return Put(shelf(on), 1, NOON, item, pieces)


def taken(off: int, item: str) -> Taken:
    return Taken(shelf(off), 1, NOON, item)


def cleared(number: int) -> Cleared:
    return Cleared(shelf(number), 1, NOON)


def dusted(number: int) -> Dusted:
    return Dusted(shelf(number), 1, NOON)


class MemoryLog:
    """EventLog in memory, in which things can be made to happen between reading and projecting."""

    def __init__(self, *events: Event) -> None:
        self.recorded: list[Recorded] = []
        self.pages = 0
        self.time = NOON
        self.seconds = 0.0
        self._incident: Callable[[], None] | None = None
        self.record(*events)

    def record(self, *events: Event) -> None:
        for event in events:
            position = self.end() + GAP
            topic = f"shelf.{type(event).__name__.lower()}.v1"
            said = replace(METADATA, time=self.time)
            stored = Recorded(position, event.originator_id, 1, topic, said, event)
            self.recorded.append(stored)

    def restore(self, events: int) -> None:
        """Only the first of its events are there again; what is recorded now is recorded later."""
        del self.recorded[events:]
        self.time += timedelta(seconds=1)
        self.seconds += 1

    def page(self, after: int, limit: int) -> Sequence[Recorded]:
        self.pages += 1
        first = bisect_right(self.recorded, after, key=lambda recorded: recorded.position)
        events = self.recorded[first : first + limit]
        self._let_happen()
        return events

    def page_about(self, topics: str, *, after: int, upto: int, limit: int) -> Sequence[Recorded]:
        self.pages += 1
        told = (each for each in self.recorded if each.topic.startswith(topics))
        events = [each for each in told if after < each.position <= upto][:limit]
        self._let_happen()
        return events

    def after_next_page(self, incident: Callable[[], None]) -> None:
        """Let something happen once, when the next page has been read."""
        self._incident = incident

    def _let_happen(self) -> None:
        if incident := self._incident:
            self._incident = None
            incident()

    def end(self) -> int:
        return self.recorded[-1].position if self.recorded else 0

    def count(self, after: int) -> int:
        return sum(recorded.position > after for recorded in self.recorded)

    def stream(self, id: UUID) -> Sequence[Recorded]:
        return [recorded for recorded in self.recorded if recorded.stream_id == id]

    def position_at(self, moment: datetime) -> int:
        return self.end() if moment >= NOON else 0

    def newest_by(self, position: int) -> datetime | None:
        return NOON if self.recorded and position >= self.recorded[0].position else None

    def streams_upto(self, ids: Sequence[UUID], position: int) -> Mapping[UUID, Sequence[Recorded]]:
        stories = {id: [e for e in self.stream(id) if e.position <= position] for id in ids}
        return {id: story for id, story in stories.items() if story}


def long_log() -> MemoryLog:
    """The same few hundred events in every process."""
    events: list[Event] = []
    for number in range(300):
        on, item = number * 7 % 11, "abcd"[number * 5 % 4]
        events.append(put(on, item, number))
        if number % 9 == 0:
            events.append(taken(on, item))
        if number % 50 == 0:
            events.append(cleared(on))
    return MemoryLog(*events)
