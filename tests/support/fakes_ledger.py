"""The ledger in memory, with the semantics of the real one; it can crash at any save."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from application.context import Cause, current_cause
from application.ports.ledger import Metadata, Recorded, VersionConflict
from core.kernel.aggregate import Aggregate, begins, fold
from core.kernel.errors import NotFound
from core.kernel.event import Event
from tests.support.fakes_runtime import Crash

A = TypeVar("A", bound=Aggregate)
GAP = 3
"""Positions have gaps, as those of PostgreSQL do."""


class MemoryLedger:
    """Ledger and EventLog; one save is one transaction over its streams."""

    def __init__(self, recorded: Iterable[Recorded] = ()) -> None:
        self.recorded: list[Recorded] = []
        self._streams: dict[UUID, list[Recorded]] = defaultdict(list)
        self.saves = 0
        self.crash_before: int | None = None
        self.crash_after: int | None = None
        for each in recorded:
            self._add(each)

    def find(self, kind: type[A], id: UUID) -> A | None:
        history = [recorded.event for recorded in self.stream(id)]
        return fold(kind, history) if begins(kind, history) else None

    def get(self, kind: type[A], id: UUID) -> A:
        found = self.find(kind, id)
        if found is None:
            raise NotFound(kind.KIND, str(id))
        return found

    def get_all(self, kind: type[A], ids: Sequence[UUID]) -> tuple[A, ...]:
        return tuple(self.get(kind, id) for id in ids)

    def save(self, *aggregates: Aggregate) -> None:
        pending = [event for aggregate in aggregates for event in aggregate.pending]
        if not pending:
            return
        self.saves += 1
        if self.saves == self.crash_before:
            raise Crash(f"before save {self.saves}")
        cause = current_cause()
        self._require_free(pending)
        for event in pending:
            self._add(_recorded(self.end() + GAP, event, cause))
        for aggregate in aggregates:
            aggregate.pending.clear()
        if self.saves == self.crash_after:
            raise Crash(f"after save {self.saves}")

    def stream(self, id: UUID) -> Sequence[Recorded]:
        return list(self._streams.get(id, ()))

    def page(self, after: int, limit: int) -> Sequence[Recorded]:
        return self.recorded[after // GAP :][:limit]

    def page_about(self, topics: str, *, after: int, upto: int, limit: int) -> Sequence[Recorded]:
        told = (each for each in self.recorded if each.topic.startswith(topics))
        return [each for each in told if after < each.position <= upto][:limit]

    def end(self) -> int:
        return len(self.recorded) * GAP

    def count(self, after: int) -> int:
        return len(self.recorded) - after // GAP

    def position_at(self, moment: datetime) -> int:
        if moment.utcoffset() is None or moment.utcoffset():
            raise ValueError(f"{moment!r} is not stored: it is not in UTC")
        decided = [each.position for each in self.recorded if each.metadata.time <= moment]
        return max(decided, default=0)

    def newest_by(self, position: int) -> datetime | None:
        times = [each.metadata.time for each in self.recorded if each.position <= position]
        return max(times, default=None)

    def streams_upto(self, ids: Sequence[UUID], position: int) -> Mapping[UUID, Sequence[Recorded]]:
        stories = {id: [e for e in self.stream(id) if e.position <= position] for id in ids}
        return {id: story for id, story in stories.items() if story}

    def forge(self, event: Event, at: int | None = None) -> None:
        """Write an event that no decision led to, as a forger of the ledger would."""
        last = self.recorded[-1].metadata
        version = at or len(self._streams[event.originator_id]) + 1
        placed = replace(event, originator_version=version)
        self._add(
            Recorded(self.end() + GAP, event.originator_id, version, event.TOPIC, last, placed)
        )

    def _require_free(self, pending: Sequence[Event]) -> None:
        reached = {id: len(stream) for id, stream in self._streams.items()}
        for event in pending:
            stream = event.originator_id
            if event.originator_version != reached.get(stream, 0) + 1:
                raise VersionConflict(f"Somebody changed {stream} meanwhile; nothing was saved.")
            reached[stream] = event.originator_version

    def _add(self, recorded: Recorded) -> None:
        self.recorded.append(recorded)
        self._streams[recorded.stream_id].append(recorded)


def _recorded(position: int, event: Event, cause: Cause) -> Recorded:
    said = Metadata(
        time=event.timestamp,
        actor=cause.actor,
        role=cause.role,
        channel=cause.channel,
        command_id=cause.command_id,
        correlation_id=cause.correlation_id,
        causation_id=cause.causation_id,
        reason=cause.reason,
    )
    return Recorded(
        position, event.originator_id, event.originator_version, event.TOPIC, said, event
    )
