"""The schema of the database: bringing it up to date, and refusing to work on another one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from tenacity import (
    Retrying,
    retry,
    retry_if_exception,
    retry_if_exception_type,
    stop_after_delay,
    wait_fixed,
    wait_random,
)

from core.kernel.errors import Refused
from infrastructure.database import migrating
from infrastructure.database.database import Database
from infrastructure.database.engines import SQLITE_TIMEOUT
from infrastructure.database.migrating import migrate, standing

_ONE_UPGRADE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('perpetua.schema'))"
_TRAFFIC_GOES_FIRST = "SET LOCAL lock_timeout = '1s'"
"""Whoever wants a table behind a migration that waits for it, waits no longer than that."""
_LOCK_NOT_AVAILABLE = "55P03"


class SchemaOutdated(Refused):
    """The database has no schema yet, or that of an older Perpetua."""

    code = "schema_outdated"


class SchemaTooNew(Refused):
    """A newer Perpetua upgraded the database, and took away what this one needs."""

    code = "schema_too_new"


class SchemaBusy(Refused):
    """Somebody holds a table for so long that it cannot be migrated."""

    code = "schema_busy"


@dataclass(frozen=True)
class SchemaState:
    """Revision of the database's schema (None: empty) and the one that this Perpetua works on.

    Of a newer schema `works_from` is the oldest revision whose programs work on it too.
    """

    current: str | None
    wanted: str
    works_from: str | None

    @property
    def known(self) -> bool:
        return self.current is None or self.current in migrating.REVISIONS

    @property
    def ok(self) -> bool:
        if self.known:
            return self.current == self.wanted
        return self.works_from is not None and self.works_from <= self.wanted

    def require(self) -> None:
        """
        Raises:
            SchemaOutdated: the database must be upgraded first.
            SchemaTooNew: this Perpetua is older than the database.
        """
        if self.ok:
            return
        if not self.known:
            raise SchemaTooNew(
                f"The database has schema {self.current}, which this Perpetua does not know.",
                advice="Use the newer Perpetua that upgraded it, or restore a backup.",
            )
        raise SchemaOutdated(
            f"The database has schema {self.current or 'none'}, not {self.wanted}.",
            advice="Run: perpetua db upgrade",
        )


def check(database: Database) -> SchemaState:
    """The state of the schema; a SQLite file that is not there is not created."""
    if database.is_sqlite and not database.file.exists():
        return _state(None, None)
    with database.engine.connect() as connection:
        return _state(*standing(connection))


def upgrade(database: Database, *, patience: float = 120.0) -> None:
    """Bring the schema up to date, migration by migration, while other processes serve.

    `patience` is in seconds, for a table that somebody holds.

    Raises:
        SchemaTooNew: this Perpetua is older than the database.
        SchemaBusy: somebody held a table all the time.
    """
    if database.is_sqlite:
        database.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep_a_write_ahead_log(database.file)
    waiting = Retrying(
        retry=retry_if_exception(_is_held),
        stop=stop_after_delay(patience),
        wait=wait_random(0.1, 0.5),
        reraise=True,
    )
    try:
        while waiting(_step, database):
            pass
    except DBAPIError as fault:
        if not _is_held(fault):
            raise
        raise SchemaBusy(
            f"Somebody held a table for {patience:.0f} s; it was not migrated.",
            advice="Nothing is half done. End the long transaction, or try again when it is quiet.",
        ) from fault


def _step(database: Database) -> bool:
    """One migration, or all of an empty database, in one transaction; False: none is left."""
    with database.writing().begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(_ONE_UPGRADE_AT_A_TIME)
            connection.exec_driver_sql(_TRAFFIC_GOES_FIRST)
        state = _state(*standing(connection))
        if state.ok:
            return False
        if not state.known:
            state.require()
        migrate(connection, "head" if state.current is None else "+1")
    return True


def _is_held(fault: BaseException) -> bool:
    original = getattr(fault, "orig", None)
    return getattr(original, "sqlstate", None) == _LOCK_NOT_AVAILABLE


def _state(current: str | None, works_from: str | None) -> SchemaState:
    return SchemaState(current, wanted=migrating.REVISIONS[-1], works_from=works_from)


@retry(  # SQLite itself does not wait for others here
    retry=retry_if_exception_type(sqlite3.OperationalError),
    stop=stop_after_delay(SQLITE_TIMEOUT),
    wait=wait_fixed(0.02),
    reraise=True,
)
def _keep_a_write_ahead_log(file: Path) -> None:
    """Readers then never wait for writers; the file itself remembers it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
