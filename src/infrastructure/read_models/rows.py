"""Reading the live version of a read model."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, ProgrammingError

from application.ports.rows import Page, ReadModelOutdated
from application.projections.projection import Table
from core.kernel.errors import Invalid
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build, Standing
from infrastructure.read_models.columns import values_of
from infrastructure.read_models.cursor import Cursors
from infrastructure.read_models.listing import mark_told, shape, values_told
from infrastructure.read_models.statements import MOST, Reading

R = TypeVar("R")
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
        found: list[R] = self._read(reading, values_told(table.name, where) | {MOST: 2})
        if len(found) > 1:
            raise ValueError(f"{table.name}: several rows match {sorted(where)}")
        return found[0] if found else None

    def all(
        self, table: Table[R], where: Mapping[str, Any] | None = None, *, order: tuple[str, ...]
    ) -> tuple[R, ...]:
        """See Rows."""
        reading = Reading(table, shape(where or {}), order, whole=True)
        return tuple(self._read(reading, values_told(table.name, where or {})))

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
            return _page(self._read(reading, told), limit, cursors)
        except _IMPOSSIBLE_VALUE:
            if after is None:
                raise
            raise cursors.foreign() from None

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

    def _read(self, reading: Reading, told: dict[str, Any]) -> list[Any]:
        try:
            found = self._remembered(reading, told)
        except _DROPPED:
            found = []
        # nothing was found, or another table is live than before
        return found or self._looked_up(reading, told)

    def _remembered(self, reading: Reading, told: dict[str, Any]) -> list[Any]:
        builds = [self._live[each] for each in reading.tables if each in self._live]
        if len(builds) < len(reading.tables):
            return []
        wanted = reading.of(builds, self._dialect)
        return wanted.rows(self._database.probe(wanted.text, wanted.told(told)))

    def _looked_up(self, reading: Reading, told: dict[str, Any]) -> list[Any]:
        try:
            return self._read_live(reading, told)
        except ProgrammingError:  # the table was dropped between the two statements
            return self._read_live(reading, told)

    def _read_live(self, reading: Reading, told: dict[str, Any]) -> list[Any]:
        with self._database.steady.begin() as connection:
            live = {each: _require_live(connection, each).build for each in reading.tables}
            self._live |= live
            builds = [live[each] for each in reading.tables]
            wanted = reading.of(builds, self._dialect)
            found = connection.exec_driver_sql(wanted.text, wanted.told(told))
            return wanted.rows(map(tuple, found))


def _page(found: list[R], limit: int, cursors: Cursors) -> Page[R]:
    items = tuple(found[:limit])
    if len(found) <= limit:
        return Page(items, None)
    return Page(items, cursors.after(values_of(cursors.order)(items[-1])))


def _require_live(connection: Connection, table: Table[Any]) -> Standing:
    live = versions.live(connection, table.name)
    if live is None or not table.reads(live.build.version):
        raise ReadModelOutdated(table, live=live.build.version if live else None)
    return live
