"""The schema of the database: bringing it up to date, and refusing to work on another one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from core.kernel.errors import Refused
from infrastructure.database.database import SQLITE_TIMEOUT, Database

_MIGRATIONS = Path(__file__).parent / "migrations"
REVISIONS = tuple(sorted(file.name[:4] for file in _MIGRATIONS.glob("versions/[0-9]*.py")))
"""Revisions that this program knows, oldest first: a migration's file begins with its number."""
_ONE_UPGRADE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('perpetua.schema'))"


class SchemaOutdated(Refused):
    """The database has no schema yet, or that of an older Perpetua."""

    code = "schema_outdated"


class SchemaTooNew(Refused):
    """A newer Perpetua upgraded the database."""

    code = "schema_too_new"


@dataclass(frozen=True)
class SchemaState:
    """Revision of the database's schema (None: empty) and the one that this Perpetua works on."""

    current: str | None
    wanted: str
    known: bool

    @property
    def ok(self) -> bool:
        return self.current == self.wanted

    def require(self) -> None:
        """
        Raises:
            SchemaOutdated: the database must be upgraded first.
            SchemaTooNew: this Perpetua is older than the database.
        """
        if not self.known:
            raise SchemaTooNew(
                f"The database has schema {self.current}, which this Perpetua does not know.",
                advice="Use the newer Perpetua that upgraded it, or restore a backup.",
            )
        if not self.ok:
            raise SchemaOutdated(
                f"The database has schema {self.current or 'none'}, not {self.wanted}.",
                advice="Run: perpetua db upgrade",
            )


def check(database: Database) -> SchemaState:
    """The state of the schema; a SQLite file that is not there is not created."""
    if database.is_sqlite and not database.file.exists():
        return _state(None)
    with database.engine.connect() as connection:
        return _state(_revision(connection))


def upgrade(database: Database) -> None:
    """Bring the schema up to date, or leave it as it was; other processes may do so meanwhile.

    Raises:
        SchemaTooNew: this Perpetua is older than the database.
    """
    if database.is_sqlite:
        database.file.parent.mkdir(parents=True, exist_ok=True)
        _keep_a_write_ahead_log(database.file)
    with database.writing().begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(_ONE_UPGRADE_AT_A_TIME)
        _migrate(connection)


def _migrate(connection: Connection) -> None:
    state = _state(_revision(connection))
    if state.ok:
        return
    if not state.known:
        state.require()
    from alembic import command  # a third of every command's start, needed by this one only
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    """What Alembic wrote down; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found is not None else None


def _state(current: str | None) -> SchemaState:
    known = current is None or current in REVISIONS
    return SchemaState(current, wanted=REVISIONS[-1], known=known)


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
