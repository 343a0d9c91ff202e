"""The statements of readings: made for whichever table is live, once for each shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy import Table as SqlTable

from application.projections.projection import Table
from infrastructure.read_models.build import Build
from infrastructure.read_models.columns import hints_of, sql_table, without_none
from infrastructure.read_models.cursor import Cursors
from infrastructure.read_models.listing import (
    NO_OTHERS,
    beyond,
    conditions,
    shape,
    total_order,
)

Reading = Callable[[SqlTable], Select[Any]]
"""From the table that is live to the statement that reads it."""
Others = Mapping[Table[Any], SqlTable]
ReadingAmong = Callable[[SqlTable, Others], Select[Any]]
"""As Reading, from the tables as well that an Among names."""


@lru_cache(maxsize=256)
def stored_as(table: Table[Any], name: str) -> SqlTable:
    """The rows of a read model in the table of that name."""
    return sql_table(table, name)


@cache
def _hints(table: Table[Any]) -> dict[str, Any]:
    return hints_of(table.row)


def selected(
    stored: SqlTable, where: Mapping[str, Any], others: Mapping[Table[Any], SqlTable] = NO_OTHERS
) -> Select[Any]:
    """All rows that match; `others` are the tables that an Among of the `where` names."""
    return select(stored).where(*conditions(stored, where, others))


def reading(
    table: Table[Any], where: Mapping[str, Any], order: tuple[str, ...] | None, most: int | None
) -> Reading:
    """Up to `most` rows by the columns of an order or in none."""
    asked = shape(where)
    return lambda stored: _made(stored, asked, order, most)


@lru_cache(maxsize=256)
def _made(
    stored: SqlTable,
    asked: tuple[tuple[str, Any], ...],
    order: tuple[str, ...] | None,
    most: int | None,
) -> Select[Any]:
    """The statement of all readings of one shape."""
    where = dict(asked)
    columns = () if order is None else total_order(stored, order, where)
    return selected(stored, where).order_by(*columns).limit(most)


def page_reading(
    table: Table[Any],
    where: Mapping[str, Any],
    order: tuple[str, ...],
    *,
    descending: bool,
    behind: bool,
    most: int,
) -> ReadingAmong:
    """Up to `most` rows of a list, from its beginning or behind a mark; see `mark_told`."""
    asked = shape(where)
    return lambda stored, others: _page_made(
        stored, tuple(others.items()), asked, order, descending, behind, most
    )


@lru_cache(maxsize=256)
def _page_made(
    stored: SqlTable,
    others: tuple[tuple[Table[Any], SqlTable], ...],
    asked: tuple[tuple[str, Any], ...],
    order: tuple[str, ...],
    descending: bool,
    behind: bool,
    most: int,
) -> Select[Any]:
    where = dict(asked)
    columns = total_order(stored, order, where)
    by = (column.desc() if descending else column for column in columns)
    made = selected(stored, where, dict(others)).order_by(*by).limit(most)
    return made.where(beyond(columns, descending=descending)) if behind else made


def cursors_of(
    table: Table[Any], order: tuple[str, ...], where: Mapping[str, Any], *, descending: bool
) -> Cursors:
    """The cursors of the table's list in that order."""
    return _cursors(table, order, shape(where), descending)


@lru_cache(maxsize=256)
def _cursors(
    table: Table[Any],
    order: tuple[str, ...],
    asked: tuple[tuple[str, Any], ...],
    descending: bool,
) -> Cursors:
    where = dict(asked)
    columns = total_order(
        stored_as(table, Build(table.name, table.version).table_name), order, where
    )
    names = tuple(str(column.name) for column in columns)
    hints = tuple(without_none(_hints(table)[name])[0] for name in names)
    return Cursors(table.name, names, descending, hints)
