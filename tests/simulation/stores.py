"""The database of a run: reset in milliseconds to the base, and put back to an earlier copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from application.projections.every import EVERY_PROJECTION
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.simulation.stage import Stage


class Copies(Protocol):
    """Copies of the whole database."""

    def take(self) -> Any: ...

    def put_back(self, copy: Any) -> None: ...


class Watched:
    """The real database, whose every commit is a point of the play."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.stage: Stage | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def writing(self) -> WatchedEngine:
        return WatchedEngine(self._database.writing(), self)

    def point(self, what: str) -> None:
        if self.stage:
            self.stage.point(what)

    def mortal(self, what: str) -> None:
        """A point inside a transaction: nobody else gets the floor."""
        if self.stage:
            self.stage.mortal(what)


class WatchedEngine:
    """Every transaction that writes through SQLAlchemy."""

    def __init__(self, engine: Engine, watched: Watched) -> None:
        self._engine = engine
        self._watched = watched

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection
            self._watched.mortal("commit of rows")
        self._watched.point("rows committed")


class Store:
    """What all processes of a run share: the stored truth, and nothing that one remembers."""

    def __init__(self, database: Database, copies: Copies) -> None:
        self.watched = Watched(database)
        shared: Any = self.watched
        self.database: Database = shared
        self.ledger = EventStoreLedger(database)
        self.projections = Projections(self.database, self.ledger, EVERY_PROJECTION)
        self.rows = SqlRows(self.database)
        self.copies = copies

    def close(self) -> None:
        self.ledger.close()
        self.watched.close()


class SqliteCopies:
    """Pages are copied by SQLite itself; connections that are open see the copy at once."""

    def __init__(self, file: Path) -> None:
        self._file = sqlite3.connect(file, isolation_level=None)

    def take(self) -> sqlite3.Connection:
        copy = sqlite3.connect(":memory:")
        self._file.backup(copy)
        return copy

    def put_back(self, copy: sqlite3.Connection) -> None:
        copy.backup(self._file)
