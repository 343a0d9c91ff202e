"""Statements on the tables that are live, whichever those are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import ProgrammingError

from application.ports.rows import ReadModelOutdated
from application.projections.projection import Table
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build, Standing
from infrastructure.read_models.statements import LiveReading, Reading

Answer = tuple[LiveReading, Sequence[Any]]
_DROPPED = (sqlite3.OperationalError, ProgrammingError)


class LiveReadings:
    """Which tables are live is remembered, and looked up in the same statement: so a read is one
    statement, and never of a table that was switched away."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dialect = database.engine.dialect
        self._live: dict[Table[Any], Build] = {}

    def position(self, table: Table[Any]) -> int:
        """Where the live table stands.

        Raises:
            ReadModelOutdated: another version than the table's is live.
        """
        with self._database.engine.begin() as connection:
            return _require_live(connection, table).position

    def read(self, reading: Reading, told: dict[str, Any]) -> Answer:
        """The statement and what it found, as the driver gives it.

        Raises:
            ReadModelOutdated: another version than a table's is live.
        """
        try:
            known = self._remembered(reading, told)
        except _DROPPED:
            known = None
        # nothing was found, or another table is live than before
        return known if known and known[1] else self._looked_up(reading, told)

    def _remembered(self, reading: Reading, told: dict[str, Any]) -> Answer | None:
        builds = [self._live[each] for each in reading.tables if each in self._live]
        if len(builds) < len(reading.tables):
            return None
        wanted = reading.of(builds, self._dialect)
        return wanted, self._database.probe(wanted.text, wanted.told(told))

    def _looked_up(self, reading: Reading, told: dict[str, Any]) -> Answer:
        try:
            return self._read_live(reading, told)
        except ProgrammingError:  # the table was dropped between the two statements
            return self._read_live(reading, told)

    def _read_live(self, reading: Reading, told: dict[str, Any]) -> Answer:
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
