"""Databases that hold the book of read models and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from infrastructure.database.database import Database

_BOOK = (
    """
    CREATE TABLE projection_versions (
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('building', 'live', 'retired')),
        position BIGINT NOT NULL,
        error TEXT,
        PRIMARY KEY (name, version)
    )
    """,
    """
    CREATE UNIQUE INDEX projection_versions_one_live ON projection_versions (name)
    WHERE state = 'live'
    """,
)


@contextmanager
def with_book(database: Database) -> Iterator[Database]:
    """The database, until the end of the block."""
    if database.is_sqlite:
        with database.engine.execution_options(perpetua_begin="SELECT 1").begin() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    with database.writing().begin() as connection:
        for statement in _BOOK:
            connection.exec_driver_sql(statement)
    yield database
    database.close()


@contextmanager
def temporary_database() -> Iterator[Database]:
    """A SQLite file for one example of a property."""
    with (
        TemporaryDirectory() as folder,
        with_book(Database(f"sqlite:///{Path(folder) / 'perpetua.db'}")) as database,
    ):
        yield database


def emptied(database: Database) -> Database:
    """A PostgreSQL database without what an earlier test left there."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    return database
