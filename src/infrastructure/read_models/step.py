"""The one step of all projecting: some events, their rows and the position, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from application.ports.database_away import DatabaseAway
from application.ports.ledger import Recorded
from application.ports.projections import EventNotProjected, Stop
from application.projections.projection import Projection
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build
from infrastructure.read_models.folding import (
    Concerning,
    appended,
    by_key,
    concerning,
    folded,
    succeeding,
)
from infrastructure.read_models.row_table import RowTable

R = TypeVar("R")
Events = Sequence[Recorded]
Transaction = Callable[[], AbstractContextManager[Connection]]


class Overtaken(Exception):
    """Somebody else projected these events first."""


NOT_THE_EVENTS_FAULT = (
    Overtaken,
    OperationalError,
    InterfaceError,
    InternalError,
    NoConnection,
    DatabaseAway,
)


@dataclass(frozen=True)
class Follower(Generic[R]):
    """A projection and the table that it fills; nothing tells a live one from a rebuild."""

    projection: Projection[R]
    build: Build
    dialect: Dialect

    @cached_property
    def table(self) -> RowTable[R]:
        """Made when first needed: most commands touch few tables."""
        return RowTable(self.projection.table, self.build.table_name, self.dialect)

    def is_concerned(self, events: Events) -> bool:
        """Whether any of the events is of interest, as far as the projection can tell."""
        try:
            return bool(concerning(self.projection, events))
        except Exception:
            return True  # projecting will find the event and name it

    def advance(self, transaction: Transaction, old: int, events: Events) -> None:
        """Project the events that follow position `old`, each of them once.

        Raises:
            Overtaken: the position has moved meanwhile.
            EventNotProjected: an event cannot be taken; all before it are projected.
        """
        try:
            with transaction() as connection:
                self._step(connection, old, events)
        except NOT_THE_EVENTS_FAULT:
            raise
        except Exception as fault:
            if len(events) == 1:
                raise _not_projected(self.build, events[0], fault) from fault
            half = len(events) // 2  # halving finds the event, and projects all before it
            self.advance(transaction, old, events[:half])
            self.advance(transaction, events[half - 1].position, events[half:])

    def _step(self, connection: Connection, old: int, events: Events) -> None:
        # the position moves first, which keeps others away from the rows
        if not versions.move(connection, self.build, old=old, new=events[-1].mark):
            raise Overtaken
        self.project(connection, concerning(self.projection, events))

    def project(self, connection: Connection, events: Concerning) -> None:
        """Change the rows; whoever does so has moved the position in the same transaction."""
        if self.projection.append_only:
            self.table.upsert(connection, appended(self.projection, events).values())
        elif events and self.projection.table.succeeds_by:
            self._follow(connection, events)
        elif events:
            self._change(connection, events)

    def _follow(self, connection: Connection, events: Concerning) -> None:
        groups = dict.fromkeys(group for group, _ in events)
        last = self.table.load_last(connection, groups)
        self.table.upsert(connection, succeeding(self.projection, last, events))

    def _change(self, connection: Connection, events: Concerning) -> None:
        groups = dict.fromkeys(group for group, _ in events)
        model = self.projection.table
        before = by_key(model, self.table.load(connection, groups))
        after = folded(self.projection, before.values(), events)
        self.table.delete(connection, before.keys() - after.keys())
        changed = [row for key, row in after.items() if before.get(key) is not row]
        self.table.upsert(connection, changed)


def _not_projected(build: Build, recorded: Recorded, fault: Exception) -> EventNotProjected:
    said = (
        f"{build.name} v{build.version} cannot take {recorded.topic} at position "
        f"{recorded.position} (version {recorded.version} of stream {recorded.stream_id}): "
        f"{type(fault).__name__}: {fault}"
    )
    stop = Stop(recorded.position, recorded.topic, recorded.stream_id, said)
    return EventNotProjected(stop, name=build.name)
