"""What many runs stand on: one database with the base in it, and the copy to go back to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg import sql

from infrastructure.database.database import Database
from infrastructure.database.schema import upgrade
from tests.simulation.base import Base, build
from tests.simulation.stores import Copies, Store

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Ground:
    """`copy` is the base as it was built."""

    store: Store
    base: Base
    copy: Any


@contextmanager
def ground(url: str | None = None) -> Iterator[Ground]:
    """On an empty PostgreSQL database at `url`, or on a SQLite file in memory."""
    with ExitStack() as stack:
        if url is None:
            house = _MEMORY if os.access(_MEMORY, os.W_OK) else None
            folder = TemporaryDirectory(prefix="perpetua-simulation-", dir=house)
            url = f"sqlite:///{Path(stack.enter_context(folder)) / 'perpetua.sqlite'}"
        database = Database(url)
        upgrade(database)
        copies = stack.enter_context(closing(_copies(database)))
        store = stack.enter_context(closing(Store(database, copies)))
        base = build(store)
        yield Ground(store, base, store.copy())


def _copies(database: Database) -> Any:
    if database.is_sqlite:
        return SqliteCopies(database.file)
    return PostgresCopies(database.address)


class SqliteCopies(Copies):
    """Pages are copied by SQLite itself; connections that are open see the copy at once."""

    def __init__(self, file: Path) -> None:
        self._file = sqlite3.connect(file, isolation_level=None)

    def take(self) -> sqlite3.Connection:
        copy = sqlite3.connect(":memory:")
        self._file.backup(copy)
        return copy

    def put_back(self, copy: sqlite3.Connection) -> None:
        copy.backup(self._file)

    def close(self) -> None:
        self._file.close()


class PostgresCopies(Copies):
    """A copy is a schema with the rows of every table."""

    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address)
        self._numbers = count(1)
        self._latest: str | None = None

    def take(self) -> str:
        """The base, and one more: a run keeps one copy at most."""
        name = f"copy_{min(next(self._numbers), 2)}"
        schema = sql.Identifier(name)
        self._run(
            sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE; CREATE SCHEMA {}").format(schema, schema)
        )
        one = "CREATE UNLOGGED TABLE {copy} AS SELECT * FROM {table}"
        self._for_each_table(name, one)
        return name

    def put_back(self, copy: str) -> None:
        one = (
            "DELETE FROM {table}; INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM {copy}"
        )
        self._for_each_table(copy, one)
        end = "SELECT setval(pg_get_serial_sequence('stored_events', 'notification_id'), {})"
        last = "(SELECT coalesce(max(notification_id), 1) FROM stored_events)"
        self._run(sql.SQL(end.format(last)))

    def close(self) -> None:
        self._connection.close()

    def _for_each_table(self, copy: str, statement: str) -> None:
        listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        tables = [name for (name,) in self._connection.execute(listed)]
        self._run(
            sql.SQL("; ").join(
                sql.SQL(statement).format(
                    copy=sql.Identifier(copy, name), table=sql.Identifier("public", name)
                )
                for name in tables
                if not name.startswith(("procrastinate", "alembic"))
            )
        )

    def _run(self, statement: sql.SQL | sql.Composed) -> None:
        self._connection.execute(statement)
        self._connection.commit()
