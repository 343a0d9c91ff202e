"""Reading the live version of a read model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy import Table as SqlTable
from sqlalchemy.exc import DataError, ProgrammingError

from application.ports.rows import Among, Page, ReadModelOutdated
from application.projections.projection import Table
from core.kernel.errors import Invalid
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Standing
from infrastructure.read_models.columns import values_of
from infrastructure.read_models.cursor import Cursors
from infrastructure.read_models.listing import mark_told, values_told
from infrastructure.read_models.statements import (
    Reading,
    ReadingAmong,
    cursors_of,
    page_reading,
    reading,
    stored_as,
)

R = TypeVar("R")
_MOST = 500
_IMPOSSIBLE_VALUE = (DataError, OverflowError, UnicodeError)


class SqlRows:
    """Adapter of Rows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def position(self, table: Table[Any]) -> int:
        """See Rows."""
        with self._database.engine.begin() as connection:
            return _require_live(connection, table).position

    def one(self, table: Table[R], where: Mapping[str, Any]) -> R | None:
        """See Rows.

        Raises:
            ValueError: several rows match.
        """
        found = self._read(table, reading(table, where, None, 2), values_told(table.name, where))
        if len(found) > 1:
            raise ValueError(f"{table.name}: several rows match {sorted(where)}")
        return found[0] if found else None

    def all(
        self, table: Table[R], where: Mapping[str, Any] | None = None, *, order: tuple[str, ...]
    ) -> tuple[R, ...]:
        """See Rows."""
        asked = where or {}
        return tuple(
            self._read(table, reading(table, asked, order, None), values_told(table.name, asked))
        )

    def page(
        self,
        table: Table[R],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        """See Rows."""
        if not 1 <= limit <= _MOST:
            raise Invalid(f"A page has 1 to {_MOST} rows, not {limit}.")
        asked = where or {}
        cursors = cursors_of(table, order, asked, descending=descending)
        told = values_told(table.name, asked)
        if after is not None:
            told |= mark_told(cursors.values(after))
        wanted = page_reading(
            table,
            asked,
            order,
            descending=descending,
            behind=after is not None,
            most=limit + 1,
        )
        try:
            return _page(self._read_among(table, wanted, asked, told), limit, cursors)
        except _IMPOSSIBLE_VALUE:
            if after is None:
                raise
            raise cursors.foreign() from None

    def cursor(
        self,
        table: Table[Any],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        behind: Mapping[str, Any],
    ) -> str:
        """See Rows."""
        cursors = cursors_of(table, order, where or {}, descending=descending)
        return cursors.after(behind[name] for name in cursors.order)

    def _read(self, table: Table[R], wanted: Reading, told: Mapping[str, Any]) -> list[R]:
        return self._again(table, lambda stored, _: wanted(stored), (), told)

    def _read_among(
        self,
        table: Table[R],
        wanted: ReadingAmong,
        where: Mapping[str, Any],
        told: Mapping[str, Any],
    ) -> list[R]:
        others = [each.table for each in where.values() if isinstance(each, Among)]
        return self._again(table, wanted, others, told)

    def _again(
        self,
        table: Table[R],
        wanted: ReadingAmong,
        others: Iterable[Table[Any]],
        told: Mapping[str, Any],
    ) -> list[R]:
        try:
            return self._read_live(table, wanted, others, told)
        except ProgrammingError:  # switched, and the table dropped, between the two statements
            return self._read_live(table, wanted, others, told)

    def _read_live(
        self,
        table: Table[R],
        wanted: ReadingAmong,
        others: Iterable[Table[Any]],
        told: Mapping[str, Any],
    ) -> list[R]:
        with self._database.engine.begin() as connection:
            beside = {each: _live_rows(connection, each) for each in others}
            found = connection.execute(wanted(_live_rows(connection, table), beside), told)
            row: Callable[..., R] = table.row
            return [row(*values) for values in found]


def _page(found: list[R], limit: int, cursors: Cursors) -> Page[R]:
    items = tuple(found[:limit])
    if len(found) <= limit:
        return Page(items, None)
    return Page(items, cursors.after(values_of(cursors.order)(items[-1])))


def _live_rows(connection: Connection, table: Table[Any]) -> SqlTable:
    return stored_as(table, _require_live(connection, table).build.table_name)


def _require_live(connection: Connection, table: Table[Any]) -> Standing:
    live = versions.live(connection, table.name)
    if live is None or not table.reads(live.build.version):
        raise ReadModelOutdated(table, live=live.build.version if live else None)
    return live
