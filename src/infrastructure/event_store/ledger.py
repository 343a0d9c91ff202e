"""The ledger on the recorders: many streams in one transaction, and everything in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from application.ports.ledger import Recorded, VersionConflict
from core.kernel.aggregate import Aggregate, begins, fold
from core.kernel.errors import NotFound
from infrastructure.database.database import Database
from infrastructure.database.ledger_times import text_of_time
from infrastructure.event_store.mapper import EnvelopeMapper, Row
from infrastructure.event_store.recorders import recorder_for
from infrastructure.event_store.times import TimeIndex

A = TypeVar("A", bound=Aggregate)
_MANY = 64
"""From so many positions on, the index of times is brought up to date for the next who asks."""


class EventStoreLedger:
    """`Ledger` and `EventLog` on a database that has the schema; threads may share it.

    It keeps its connections until `close`.
    """

    def __init__(self, database: Database) -> None:
        self._mapper = EnvelopeMapper()
        self._recorder = recorder_for(database)
        self._times = TimeIndex(database)

    def find(self, kind: type[A], id: UUID) -> A | None:
        """The aggregate in its current state; None for no stream, or one of another kind."""
        history = [recorded.event for recorded in self.stream(id)]
        return fold(kind, history) if begins(kind, history) else None

    def get(self, kind: type[A], id: UUID) -> A:
        """See Ledger."""
        found = self.find(kind, id)
        if found is None:
            raise NotFound(kind.KIND, str(id))
        return found

    def get_all(self, kind: type[A], ids: Sequence[UUID]) -> tuple[A, ...]:
        """See Ledger."""
        found = {}
        for id, rows in groupby(self._recorder.streams(ids), key=_stream_of):
            history = [self._mapper.to_recorded(row).event for row in rows]
            if begins(kind, history):
                found[id] = fold(kind, history)
        for id in ids:
            if id not in found:
                raise NotFound(kind.KIND, str(id))
        return tuple(found[id] for id in ids)

    def save(self, *aggregates: Aggregate) -> None:
        """Store all pending events of all aggregates, in that order, or none.

        Raises:
            VersionConflict: another save came first on one of the streams; nothing was stored.
            LookupError: no command is running; nothing was stored.
        """
        pending = [event for aggregate in aggregates for event in aggregate.pending]
        if not pending:
            return
        stored = [self._mapper.to_stored_event(event) for event in pending]
        try:
            self._recorder.insert_events(stored)
        except IntegrityError as error:
            raise _conflict(aggregates) from error
        for aggregate in aggregates:
            aggregate.pending.clear()

    def stream(self, id: UUID) -> Sequence[Recorded]:
        """All events of a stream in order; empty for an unknown one."""
        return [self._mapper.to_recorded(row) for row in self._recorder.stream(id)]

    def streams_upto(self, ids: Sequence[UUID], position: int) -> Mapping[UUID, Sequence[Recorded]]:
        """Events of several streams up to a position; streams that begin later are left out."""
        rows = self._recorder.streams_upto(ids, position)
        return {
            id: [self._mapper.to_recorded(row) for row in story]
            for id, story in groupby(rows, key=_stream_of)
        }

    def page(self, after: int, limit: int) -> Sequence[Recorded]:
        """Up to `limit` events behind a position, in ledger order; positions may have gaps.

        An event that was not there when a later position was read never appears before it.
        """
        return self._mapper.all_recorded(self._recorder.page(after, limit))

    def page_about(self, topics: str, *, after: int, upto: int, limit: int) -> Sequence[Recorded]:
        """See EventLog."""
        rows = self._recorder.page_about(topics, after=after, upto=upto, limit=limit)
        return self._mapper.all_recorded(rows)

    def end(self) -> int:
        """Position of the last event; 0 when there is none."""
        return self._recorder.end()

    def count(self, after: int) -> int:
        """See EventLog; reads the index of all of them."""
        return self._recorder.count(after)

    def position_at(self, moment: datetime) -> int:
        """Position of the last event decided at or before a UTC time; 0 when none is (D34).

        A probe in the index of times, and a look at each event that it does not hold yet. Streams
        keep their own times, so those of the ledger are not quite in order.
        """
        position, behind = self._recorder.position_at(text_of_time(moment).encode())
        if behind > _MANY:
            self._times.catch_up()
        return position

    def newest_by(self, position: int) -> datetime | None:
        """The latest time (UTC) at which an event up to a position was decided."""
        newest = self._recorder.newest_by(position)
        return None if newest is None else datetime.fromisoformat(newest.decode())

    def close(self) -> None:
        """Close all connections; the ledger is of no use afterwards."""
        self._recorder.close()


def _stream_of(row: Row) -> UUID:
    return row[1]


def _conflict(aggregates: Sequence[Aggregate]) -> VersionConflict:
    kinds = ", ".join(sorted({aggregate.KIND for aggregate in aggregates if aggregate.pending}))
    return VersionConflict(
        f"Somebody changed the same {kinds} meanwhile; nothing was saved.",
        advice="Run the command again: it then decides on the new state.",
    )
