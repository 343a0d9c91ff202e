"""The floor of P1 and P2: the driver alone stores five rows in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg

from benchmarks.command_ours import assets_in
from infrastructure.database.database import Database, psycopg_options
from infrastructure.event_store.ledger import EventStoreLedger

_READ = "SELECT * FROM stored_events WHERE originator_id = "
_INSERT = "INSERT INTO stored_events VALUES (?, ?, ?, ?)"
_INSERT_FIVE = (
    "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
    "VALUES (%s, %s, %s, %s), (%s, %s, %s, %s), (%s, %s, %s, %s), (%s, %s, %s, %s), "
    "(%s, %s, %s, %s) RETURNING notification_id"
)
Stored = tuple[int, str, bytes]
"""Version, topic, state."""
Row = tuple[object, int, str, bytes]
"""The same behind its stream."""


@dataclass(frozen=True)
class Bare:
    """`rows` are those of one command of ours, to be stored again for other streams."""

    read: Callable[[Any], object]
    insert: Callable[[list[Row]], object]
    rows: Sequence[Stored]
    name: Callable[[UUID], object]
    waiting: Iterator[UUID]

    def append(self) -> None:
        stream = self.name(uuid4())
        self.insert([(stream, *row) for row in self.rows])

    def read_and_append(self) -> None:
        """As a command must, which decides on what is there."""
        stream = self.name(next(self.waiting))
        self.read(stream)
        self.insert([(stream, *row) for row in self.rows])


@contextmanager
def bare(database: Database, rows: Sequence[Stored], commands: int) -> Iterator[Bare]:
    """On a ledger as long as ours."""
    with closing(EventStoreLedger(database)) as ledger:
        waiting = iter(assets_in(ledger, 2 * commands))
    if database.is_sqlite:
        with closing(sqlite3.connect(database.file, isolation_level=None)) as connection:
            yield _on_sqlite(connection, rows, waiting)
        return
    options = psycopg_options(database.url)
    with psycopg.connect(**options, autocommit=True) as connected:
        yield _on_postgresql(connected.cursor(binary=True), rows, waiting)


def _on_sqlite(
    connection: sqlite3.Connection, rows: Sequence[Stored], waiting: Iterator[UUID]
) -> Bare:
    connection.execute("PRAGMA synchronous=FULL")

    def insert(stored: list[Row]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_INSERT, stored)
        connection.execute("COMMIT")

    def read(stream: str) -> object:
        return connection.execute(f"{_READ} ?", [stream]).fetchall()

    return Bare(read, insert, rows, lambda id: id.hex, waiting)


def _on_postgresql(
    cursor: psycopg.Cursor[Any], rows: Sequence[Stored], waiting: Iterator[UUID]
) -> Bare:
    def insert(stored: list[Row]) -> object:
        values = [value for row in stored for value in row]
        return cursor.execute(_INSERT_FIVE, values, prepare=True).fetchall()

    def read(stream: UUID) -> object:
        return cursor.execute(f"{_READ} %s", [stream], prepare=True).fetchall()

    return Bare(read, insert, rows, lambda id: id, waiting)
