"""Reading the live version of a read model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select
from sqlalchemy import Table as SqlTable
from sqlalchemy.exc import DataError

from application.ports.rows import Page, ReadModelOutdated
from application.projections.projection import Table
from core.kernel.errors import Invalid
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.columns import hints_of, sql_table, values_of, without_none
from infrastructure.read_models.cursor import Cursors
from infrastructure.read_models.listing import (
    Columns,
    beyond,
    conditions,
    shape,
    total_order,
    values_told,
)
from infrastructure.read_models.versions import Build, Standing

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
        made = _made(table, shape(where), None, 2)
        found = self._read(table, made, values_told(where))
        if len(found) > 1:
            raise ValueError(f"{table.name}: several rows match {sorted(where)}")
        return found[0] if found else None

    def all(
        self, table: Table[R], where: Mapping[str, Any] | None = None, *, order: tuple[str, ...]
    ) -> tuple[R, ...]:
        """See Rows."""
        asked = where or {}
        made = _made(table, shape(asked), order, None)
        return tuple(self._read(table, made, values_told(asked)))

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
        columns = total_order(_stored(table), order, where or {})
        cursors = _cursors(table, columns, descending=descending)
        wanted = _wanted(table, where or {}).limit(limit + 1)
        wanted = wanted.order_by(*(c.desc() if descending else c for c in columns))
        if after is None:
            return _page(self._read(table, wanted), limit, cursors)
        behind = beyond(columns, cursors.values(after), descending=descending)
        try:
            return _page(self._read(table, wanted.where(behind)), limit, cursors)
        except _IMPOSSIBLE_VALUE:
            raise cursors.foreign() from None

    def _read(
        self, table: Table[R], wanted: Select[Any], told: Mapping[str, Any] | None = None
    ) -> list[R]:
        with self._database.engine.begin() as connection:
            _require_live(connection, table)
            return [table.row(*values) for values in connection.execute(wanted, told)]


@cache
def _stored(table: Table[Any]) -> SqlTable:
    return sql_table(table, Build(table.name, table.version).table_name)


@cache
def _hints(table: Table[Any]) -> dict[str, Any]:
    return hints_of(table.row)


def _wanted(table: Table[Any], where: Mapping[str, Any]) -> Select[Any]:
    stored = _stored(table)
    return select(stored).where(*conditions(stored, where))


@lru_cache(maxsize=256)
def _made(
    table: Table[Any],
    asked: tuple[tuple[str, Any], ...],
    order: tuple[str, ...] | None,
    most: int | None,
) -> Select[Any]:
    """The statement of all readings of one shape, by the columns of an order or in none."""
    where = dict(asked)
    columns = () if order is None else total_order(_stored(table), order, where)
    return _wanted(table, where).order_by(*columns).limit(most)


def _cursors(table: Table[Any], columns: Columns, *, descending: bool) -> Cursors:
    names = tuple(str(column.name) for column in columns)
    hints = tuple(without_none(_hints(table)[name])[0] for name in names)
    return Cursors(table.name, names, descending, hints)


def _page(found: list[R], limit: int, cursors: Cursors) -> Page[R]:
    items = tuple(found[:limit])
    if len(found) <= limit:
        return Page(items, None)
    return Page(items, cursors.after(values_of(cursors.order)(items[-1])))


def _require_live(connection: Connection, table: Table[Any]) -> Standing:
    live = versions.live(connection, table.name)
    if live is None or live.build.version != table.version:
        raise ReadModelOutdated(table, live=live.build.version if live else None)
    return live
