"""The ledger: aggregates in, aggregates out, and the record of everything in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from core.kernel.aggregate import Aggregate
from core.kernel.errors import Refused
from core.kernel.event import Event

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True)
class Metadata:
    """Who did it, when and why (B11). Stored with every event: its fields are a contract.

    `time` is the decided time in UTC; `actor` is `role:name`; `channel` is http, web, cli or
    worker; `causation_id` names what led to the command; `reason` is a person's own words.
    """

    time: datetime
    actor: str
    role: str
    channel: str
    command_id: UUID
    correlation_id: UUID
    causation_id: str | None
    reason: str | None


@dataclass(frozen=True)
class EventMark:
    """What tells an event from every other one that stood, or will stand, at its position.

    A ledger that was restored uses positions again: for events of other streams, or decided at
    other times (UTC).
    """

    position: int
    stream_id: UUID
    version: int
    time: datetime

    def __str__(self) -> str:
        stream, time = self.stream_id.hex, self.time.isoformat(timespec="microseconds")
        return f"{self.position} {stream} {self.version} {time}"


@dataclass(frozen=True)
class Recorded:
    """An event as the ledger keeps it: at which position, in which stream, by whom."""

    position: int
    stream_id: UUID
    version: int
    topic: str
    metadata: Metadata
    event: Event

    @property
    def mark(self) -> EventMark:
        return EventMark(self.position, self.stream_id, self.version, self.metadata.time)


class VersionConflict(Refused):
    """Somebody saved to one of the streams first; the command may simply run again."""

    code = "version_conflict"


class Ledger(Protocol):
    """Event-sourced aggregates; one `save` is one transaction over several streams."""

    def find(self, kind: type[A], id: UUID) -> A | None:
        """The aggregate in its current state, or None."""
        ...

    def get(self, kind: type[A], id: UUID) -> A:
        """
        Raises:
            NotFound: the stream has no events.
        """
        ...

    def get_all(self, kind: type[A], ids: Sequence[UUID]) -> tuple[A, ...]:
        """The aggregates in the order of the ids, read at once.

        Raises:
            NotFound: one of the streams has no events.
        """
        ...

    def save(self, *aggregates: Aggregate) -> None:
        """Store all pending events of all aggregates, or none.

        Raises:
            VersionConflict: another save came first on one of the streams; nothing was stored.
        """
        ...


class EventLog(Protocol):
    """The ledger as a record to read."""

    def stream(self, id: UUID) -> Sequence[Recorded]:
        """All events of a stream in order; empty for an unknown one."""
        ...

    def streams_upto(self, ids: Sequence[UUID], position: int) -> Mapping[UUID, Sequence[Recorded]]:
        """Events of several streams up to a position; streams that begin later are left out."""
        ...

    def page(self, after: int, limit: int) -> Sequence[Recorded]:
        """Up to `limit` events behind a position, in ledger order."""
        ...

    def page_about(self, topics: str, *, after: int, upto: int, limit: int) -> Sequence[Recorded]:
        """Up to `limit` events behind a position and up to another, of topics that begin so; the
        others are not even fetched. An empty beginning is that of all topics."""
        ...

    def end(self) -> int:
        """Position of the last event; 0 when there is none."""
        ...

    def count(self, after: int) -> int:
        """Number of events behind a position; positions may have gaps."""
        ...

    def position_at(self, moment: datetime) -> int:
        """Position of the last event decided at or before a UTC time; 0 when none is (D34)."""
        ...

    def newest_by(self, position: int) -> datetime | None:
        """The latest time (UTC) at which an event up to a position was decided; None when there
        is none."""
        ...
