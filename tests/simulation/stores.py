"""The database of a run: reset in milliseconds to the base, and put back to an earlier copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import Connection, Engine

from application.ports.rows import Page
from application.projections.every import EVERY_PROJECTION
from application.projections.projection import Table
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.read_models.projections import Projections
from infrastructure.read_models.rows import SqlRows
from tests.simulation.stage import Stage
from tests.support.fakes_exchanges import MemoryExchanges
from tests.support.fakes_home import FakeHome

R = TypeVar("R")


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


class PromptProjector:
    """The real projector, which is not asked while nothing was stored since it was last done."""

    def __init__(self, projections: Projections, ledger: EventStoreLedger) -> None:
        self._projections = projections
        self._ledger = ledger
        self._done = -1
        self.turn = 0
        """Changes whenever rows may have changed."""

    def catch_up(self) -> None:
        end = self._ledger.end()
        if end != self._done:
            self.forget()  # whoever dies in the middle leaves it undone
            try:
                self._projections.catch_up()
            finally:
                self.turn += 1
            self._done = end

    def forget(self) -> None:
        """Another copy of the database is in place."""
        self._done = -1
        self.turn += 1


class PromptRows:
    """The real rows, which are not read again while nothing was projected."""

    def __init__(self, rows: SqlRows, projector: PromptProjector) -> None:
        self._rows = rows
        self._projector = projector
        self._turn = -1
        self._read: dict[str, Any] = {}

    def position(self, table: Table[Any]) -> int:
        return self._rows.position(table)

    def one(self, table: Table[R], where: Mapping[str, Any]) -> R | None:
        return cast("R | None", self._kept("one", table, where=where))

    def page(self, table: Table[R], **asked: Any) -> Page[R]:
        return cast("Page[R]", self._kept("page", table, **asked))

    def all(
        self, table: Table[R], where: Mapping[str, Any] | None = None, *, order: tuple[str, ...]
    ) -> tuple[R, ...]:
        return cast("tuple[R, ...]", self._kept("all", table, where=where, order=order))

    def _kept(self, how: str, table: Table[Any], **asked: Any) -> Any:
        if self._turn != self._projector.turn:
            self._turn = self._projector.turn
            self._read.clear()
        key = f"{how} {table.name} {sorted(asked.items())}"
        if key not in self._read:
            self._read[key] = getattr(self._rows, how)(table, **asked)
        return self._read[key]


class Store:
    """What all processes of a run share: the stored truth, and nothing that one remembers."""

    def __init__(self, database: Database, copies: Copies) -> None:
        self.watched = Watched(database)
        shared: Any = self.watched
        self.database: Database = shared
        self.ledger = EventStoreLedger(database)
        looked: Callable[[], float] = count().__next__  # whatever the machine's clock says
        self.projections = Projections(self.database, self.ledger, EVERY_PROJECTION, seconds=looked)
        self.projector = PromptProjector(self.projections, self.ledger)
        self.rows = PromptRows(SqlRows(self.database), self.projector)
        self.exchanges = MemoryExchanges()
        self.home = FakeHome()
        self._copies = copies

    def copy(self) -> Any:
        """A copy of everything that is stored."""
        return self._copies.take()

    def begin_again(self, copy: Any) -> None:
        """The copy is what is stored now, in a place that remembers nothing."""
        self.home = FakeHome()
        self.exchanges = MemoryExchanges()
        self.restore(copy)

    def restore(self, copy: Any) -> None:
        """The copy is what is stored now; whoever remembers a later state still does."""
        self._copies.put_back(copy)
        self.projector.forget()

    def close(self) -> None:
        self.ledger.close()
        self.watched.close()
