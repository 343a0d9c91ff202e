"""Filling a table that nobody reads: many events in memory, then their rows at once (P3, P4)."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Generic, TypeVar

from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.folding import (
    Runs,
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


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles: folding makes none, and it looks at all rows, ever again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Loading(Generic[R]):
    """Takes pages of events as a follower does, and stores what they changed when told to."""

    def __init__(self, database: Database, follower: Follower[R], *, held: int = _HELD) -> None:
        self._database = database
        self._follower = follower
        self._model = follower.projection.table
        self._run_fold = run_fold(follower.projection)
        self._most = held
        self._begin(0)

    def go_on(self, position: int) -> None:
        """From where the table stands; what is in memory counts only if it was stored there."""
        if position != self._stored_at or self._before or self._added:
            self._begin(position)

    def _begin(self, position: int) -> None:
        self._stored_at = self.position = position
        self._held: _Groups[R] = {}
        self._before: _Groups[R] = {}
        self._added: list[R] = []
        self._spilled = Spilled(everything=position > 0)

    def take(self, events: Events) -> None:
        """Fold a page that follows the last one.

        Raises:
            Exception: an event cannot be taken; which one, the follower finds out.
        """
        projection = self._follower.projection
        concerned = concerning(projection, events)
        if projection.append_only:
            self._added.extend(appended(projection, concerned).values())
        else:
            self._fold(runs(concerned))
        self._last = events[-1]
        self.position = self._last.position

    def _fold(self, concerned: Runs) -> None:
        fold, model, before, held = self._run_fold, self._model, self._before, self._held
        for group, rows in self._recalled(concerned):
            before.setdefault(group, rows)
            # at the end, behind the groups that rest
            held[group] = in_order(model, group, fold(rows, concerned[group]))

    def store(self) -> None:
        """One transaction: the position, and all rows that have changed.

        Raises:
            Overtaken: somebody else moved the position; nothing of this is stored.
        """
        with self._database.derived.begin() as connection:
            # the position moves first, which keeps others away from the rows
            build, mark = self._follower.build, self._last.mark
            if not versions.move(connection, build, old=self._stored_at, new=mark):
                raise Overtaken
            table = self._follower.table
            added, changed, gone = self._changes()
            table.delete(connection, gone)
            table.upsert(connection, [*changed, *self._added])
            table.insert(connection, added)
        self._rest()

    def _recalled(self, groups: Runs) -> Iterator[tuple[Any, tuple[R, ...]]]:
        """The rows of each of the groups: as they are stored, or as they will be."""
        held = {group: self._held.pop(group, None) for group in groups}
        unknown = [each for each, rows in held.items() if rows is None and each in self._spilled]
        found: _Groups[R] = {}
        if unknown:
            with self._database.engine.begin() as connection:
                found = grouped(self._model, self._follower.table.load(connection, unknown))
        for group, rows in held.items():
            yield group, found.get(group, ()) if rows is None else rows

    def _changes(self) -> tuple[list[R], list[R], list[tuple[Any, ...]]]:
        """Rows to add, rows to replace, keys to delete."""
        added: list[R] = []
        changed: list[R] = []
        gone: list[tuple[Any, ...]] = []
        for group, before in self._before.items():
            rows = self._held[group]
            if not before:
                added.extend(rows)
            elif rows is not before:
                old, new = by_key(self._model, before), by_key(self._model, rows)
                gone.extend(old.keys() - new.keys())
                changed.extend(row for key, row in new.items() if old.get(key) is not row)
        return added, changed, gone

    def _rest(self) -> None:
        self._stored_at = self.position
        self._before.clear()
        self._added.clear()
        for group in list(islice(self._held, max(len(self._held) - self._most, 0))):
            del self._held[group]
            self._spilled.add(group)
