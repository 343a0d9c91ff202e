"""The schema of the database: bringing it up to date, and refusing to work on another one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from core.kernel.errors import Refused
from infrastructure.database.database import SQLITE_TIMEOUT, Database

_MIGRATIONS = Path(__file__).parent / "migrations"
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
        return _state(MigrationContext.configure(connection).get_current_revision())


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
    state = _state(MigrationContext.configure(connection).get_current_revision())
    if state.ok:
        return
    if not state.known:
        state.require()
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _state(current: str | None) -> SchemaState:
    scripts = ScriptDirectory.from_config(_config())
    revisions = {script.revision for script in scripts.walk_revisions()}
    known = current is None or current in revisions
    return SchemaState(current, wanted=str(scripts.get_current_head()), known=known)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


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
