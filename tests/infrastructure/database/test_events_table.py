"""The migration makes what the library would make, so that its recorders work on it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from tests.support.postgres import PostgresServer

Description = list[tuple[Any, ...]]

POSTGRES = [
    """SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns
    WHERE table_name = 'stored_events' ORDER BY ordinal_position""",
    "SELECT indexdef FROM pg_indexes WHERE tablename = 'stored_events' ORDER BY indexdef",
    "SELECT reloptions, relpersistence FROM pg_class WHERE relname = 'stored_events'",
    """SELECT attname, atttypid::regtype::text, attnum FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid WHERE relname = 'stored_event_uuid' ORDER BY attnum""",
    """SELECT data_type, increment_by, cache_size FROM pg_sequences
    WHERE sequencename LIKE 'stored_events%'""",
]
SQLITE = [
    "SELECT * FROM pragma_table_xinfo('stored_events')",
    "SELECT name, \"unique\", origin, partial FROM pragma_index_list('stored_events')",
    "SELECT wr, strict FROM pragma_table_list('stored_events')",
]


def test_the_events_table_on_sqlite_is_the_librarys(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs.db", tmp_path / "ours.db"
    with closing(SQLiteDatastore(str(theirs))) as datastore:
        SQLiteApplicationRecorder(datastore).create_table()
    upgrade(database := Database(f"sqlite:///{ours}"))
    database.close()
    assert _described_sqlite(ours) == _described_sqlite(theirs)


def test_the_events_table_on_postgresql_is_the_librarys(
    postgres: PostgresServer, postgres_url: str
) -> None:
    theirs = postgres.create_database()
    name = theirs.rpartition("/")[2]
    with PostgresDatastore(name, "127.0.0.1", postgres.port, "perpetua", "") as datastore:
        PostgresApplicationRecorder(datastore).create_table()
    upgrade(database := Database(postgres_url))
    database.close()
    assert _described_postgres(postgres_url) == _described_postgres(theirs)
    postgres.drop_database(theirs)


def _described_sqlite(file: Path) -> list[Description]:
    with closing(sqlite3.connect(file)) as connection:
        return _described(lambda query: connection.execute(query).fetchall(), SQLITE)


def _described_postgres(url: str) -> list[Description]:
    with psycopg.connect(url) as connection:
        return _described(lambda query: connection.execute(query.encode()).fetchall(), POSTGRES)


def _described(ask: Callable[[str], Description], queries: list[str]) -> list[Description]:
    descriptions = [ask(query) for query in queries]
    assert all(descriptions)
    return descriptions
