"""Filling a table that nobody reads: many events in memory, then their rows at once (P3, P4)."""

from __future__ import annotations

from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar

from application.ports.ledger import Recorded
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.folding import (
    Concerning,
    appended,
    by_key,
    concerning,
    grouped,
    in_order,
    run_fold,
    runs,
)
from infrastructure.read_models.spilled import Spilled
from infrastructure.read_models.step import Events, Follower, Overtaken

R = TypeVar("R")
_HELD = 5_000
"""Stored groups that stay in memory, those of the latest events: their next events come soon."""
_Groups = dict[Any, tuple[R, ...]]


class _Changes(NamedTuple):
    """What becomes of the rows: new ones, others in the place of old ones, keys that go."""

    added: list[Any]
    replacing: list[Any]
    gone: list[tuple[Any, ...]]


class Loading(Generic[R]):
    """Takes many events at once: each group is folded once, and each of its rows written once."""

    def __init__(self, database: Database, follower: Follower[R], *, held: int = _HELD) -> None:
        self._database = database
        self._follower = follower
        self._model = follower.projection.table
        self._run_fold = run_fold(follower.projection)
        self._most = held
        self._begin(0)

    def _begin(self, position: int) -> None:
        self._position: int | None = position
        self._held: _Groups[R] = {}
        self._spilled = Spilled(everything=position > 0)

    def take(self, position: int, events: Events, last: Recorded) -> None:
        """Fold what is of interest between a position and the last event, and store the rows that
        change, with the new position, in one transaction.

        Raises:
            Overtaken: somebody else moved the position; nothing of this is stored.
            Exception: an event cannot be taken; which one, the follower finds out.
        """
        if position != self._position:
            self._begin(position)
        self._position = None  # what is in memory counts only if it was stored
        projection = self._follower.projection
        concerned = concerning(projection, events)
        if projection.append_only:
            changes = _Changes([], list(appended(projection, concerned).values()), [])
        else:
            changes = self._folded(concerned)
        self._store(position, last, changes)
        self._rest()
        self._position = last.position

    def _folded(self, concerned: Concerning) -> _Changes:
        changes = _Changes([], [], [])
        by_group = runs(concerned)
        recalled = self._recalled(by_group)
        for group, run in by_group.items():
            before = recalled[group]
            after = in_order(self._model, group, self._run_fold(before, run))
            self._held[group] = after  # at the end, behind the groups that rest
            if not before:
                changes.added.extend(after)
            elif after is not before:
                self._replace(before, after, changes)
        return changes

    def _recalled(self, groups: dict[Any, Any]) -> _Groups[R]:
        """The rows of each of the groups."""
        held = {group: self._held.pop(group, None) for group in groups}
        unknown = [each for each, rows in held.items() if rows is None and each in self._spilled]
        found: _Groups[R] = {}
        if unknown:
            with self._database.engine.begin() as connection:
                found = grouped(self._model, self._follower.table.load(connection, unknown))
        return {
            group: found.get(group, ()) if rows is None else rows for group, rows in held.items()
        }

    def _replace(self, before: tuple[R, ...], after: tuple[R, ...], changes: _Changes) -> None:
        old, new = by_key(self._model, before), by_key(self._model, after)
        changes.gone.extend(old.keys() - new.keys())
        changes.replacing.extend(row for key, row in new.items() if old.get(key) is not row)

    def _store(self, position: int, last: Recorded, changes: _Changes) -> None:
        build, table = self._follower.build, self._follower.table
        with self._database.derived.begin() as connection:
            # the position moves first, which keeps others away from the rows
            if not versions.move(connection, build, old=position, new=last.mark):
                raise Overtaken
            table.delete(connection, changes.gone)
            table.upsert(connection, changes.replacing)
            table.insert(connection, changes.added)

    def _rest(self) -> None:
        for group in list(islice(self._held, max(len(self._held) - self._most, 0))):
            del self._held[group]
            self._spilled.add(group)
