"""Databases at the program's schema, empty otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade


@contextmanager
def with_book(database: Database) -> Iterator[Database]:
    """The database, until the end of the block."""
    upgrade(database)
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
