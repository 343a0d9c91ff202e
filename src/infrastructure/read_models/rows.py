"""Reading the live version of a read model."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, ProgrammingError

from application.ports.rows import Page, ReadModelOutdated
from application.projections.projection import Table
from core.kernel.errors import Invalid
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.asking import mark_told, shape, values_told
from infrastructure.read_models.build import Build, Standing
from infrastructure.read_models.statements import MOST, LiveReading, Reading

R = TypeVar("R")
_Answer = tuple[LiveReading, Sequence[Any]]
_MOST = 500
_IMPOSSIBLE_VALUE = (DataError, OverflowError, UnicodeError)
_DROPPED = (sqlite3.OperationalError, ProgrammingError)


class SqlRows:
    """Adapter of Rows.

    Which tables are live is remembered, and looked up in the same statement: so a read is one
    statement, and never of a table that was switched away.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dialect = database.engine.dialect
        self._live: dict[Table[Any], Build] = {}

    def position(self, table: Table[Any]) -> int:
        """See Rows."""
        with self._database.engine.begin() as connection:
            return _require_live(connection, table).position

    def one(self, table: Table[R], where: Mapping[str, Any]) -> R | None:
        """See Rows.

        Raises:
            ValueError: several rows match.
        """
        reading = Reading(table, shape(where), None)
        wanted, found = self._read(reading, values_told(table.name, where) | {MOST: 2})
        if len(found) > 1:
            raise ValueError(f"{table.name}: several rows match {sorted(where)}")
        rows: list[R] = wanted.rows(found)
        return rows[0] if rows else None

    def all(
        self, table: Table[R], where: Mapping[str, Any] | None = None, *, order: tuple[str, ...]
    ) -> tuple[R, ...]:
        """See Rows."""
        reading = Reading(table, shape(where or {}), order, whole=True)
        wanted, found = self._read(reading, values_told(table.name, where or {}))
        return tuple(wanted.rows(found))

    def page(
        self,
        table: Table[R],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        """See Rows."""
        if not 1 <= limit <= _MOST:
            raise Invalid(f"A page has 1 to {_MOST} rows, not {limit}.")
        asked = where or {}
        reading = Reading(table, shape(asked), order, descending, behind=after is not None)
        cursors = reading.cursors()
        told = values_told(table.name, asked) | {MOST: limit + 1}
        if after is not None:
            told |= mark_told(cursors.values(after))
        try:
            wanted, found = self._read(reading, told)
        except _IMPOSSIBLE_VALUE:
            if after is None:
                raise
            raise cursors.foreign() from None
        items = tuple(wanted.rows(found[:limit]))
        is_last = len(found) <= limit
        return Page(items, None if is_last else cursors.after(wanted.mark(found[limit - 1])))

    def cursor(
        self,
        table: Table[Any],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        behind: Mapping[str, Any],
    ) -> str:
        """See Rows."""
        cursors = Reading(table, shape(where or {}), order, descending).cursors()
        return cursors.after(behind[name] for name in cursors.order)

    def _read(self, reading: Reading, told: dict[str, Any]) -> _Answer:
        try:
            known = self._remembered(reading, told)
        except _DROPPED:
            known = None
        # nothing was found, or another table is live than before
        return known if known and known[1] else self._looked_up(reading, told)

    def _remembered(self, reading: Reading, told: dict[str, Any]) -> _Answer | None:
        builds = [self._live[each] for each in reading.tables if each in self._live]
        if len(builds) < len(reading.tables):
            return None
        wanted = reading.of(builds, self._dialect)
        return wanted, self._database.probe(wanted.text, wanted.told(told))

    def _looked_up(self, reading: Reading, told: dict[str, Any]) -> _Answer:
        try:
            return self._read_live(reading, told)
        except ProgrammingError:  # the table was dropped between the two statements
            return self._read_live(reading, told)

    def _read_live(self, reading: Reading, told: dict[str, Any]) -> _Answer:
        with self._database.steady.begin() as connection:
            builds = [_require_live(connection, each).build for each in reading.tables]
            wanted = reading.of(builds, self._dialect)
            found = connection.exec_driver_sql(wanted.text, wanted.told(told)).fetchall()
        self._live |= dict(zip(reading.tables, builds, strict=True))
        return wanted, found


def _require_live(connection: Connection, table: Table[Any]) -> Standing:
    live = versions.live(connection, table.name)
    if live is None or not table.reads(live.build.version):
        raise ReadModelOutdated(table, live=live.build.version if live else None)
    return live
