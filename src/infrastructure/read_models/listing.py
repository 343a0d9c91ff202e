"""Which rows a reading wants, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, Tuple, bindparam, false, or_, select, tuple_
from sqlalchemy import Table as SqlTable

from application.ports.rows import ANY_VALUE, Among, Containing, Other, Within
from application.projections.projection import Table
from infrastructure.read_models.asking import among, bounds, part
from infrastructure.read_models.columns import is_comparable
from infrastructure.read_models.containing import contains

LAST = "last"
"""The name under which a statement is told the place up to which it looks."""
Columns = tuple[Column[Any], ...]
NO_OTHERS: Mapping[Table[Any], SqlTable] = MappingProxyType({})


def conditions(
    stored: SqlTable, where: Mapping[str, Any], others: Mapping[Table[Any], SqlTable] = NO_OTHERS
) -> list[ColumnElement[bool]]:
    """`others` are the tables that an Among of the `where` names.

    Raises:
        ValueError: a column is unknown, or has no equality that both stores share.
    """
    return [
        condition
        for name, wanted in where.items()
        for condition in _conditions(_column(stored, name), wanted, others)
    ]


def amongs(where: Mapping[str, Any]) -> Iterator[Among]:
    """Those that look into other tables."""
    for wanted in where.values():
        if isinstance(wanted, Among):
            yield wanted
        elif isinstance(wanted, Containing):
            yield from (each for _, each in wanted.or_else)


def total_order(stored: SqlTable, order: Sequence[str], where: Mapping[str, Any]) -> Columns:
    """The columns of an order, with those of the key behind them, so that no two rows are equal.

    Raises:
        ValueError: a column is unknown, has no order that both stores share, or may be null here.
    """
    key = stored.primary_key.columns.keys()
    columns = tuple(_column(stored, name) for name in dict.fromkeys((*order, *key)))
    for column in columns:
        _require_comparable(column)
        if column.nullable and where.get(column.name) is None:
            raise ValueError(f"{column} may be null: a `where` must leave the nulls out")
    return columns


def beyond(columns: Columns, *, descending: bool) -> ColumnElement[bool]:
    """The rows behind a mark: a comparison of rows, which an index serves."""
    mark = _told_mark(columns, "mark")
    return tuple_(*columns) < mark if descending else tuple_(*columns) > mark


def up_to(columns: Columns, *, descending: bool) -> ColumnElement[bool]:
    """The rows that are not behind a last one."""
    last = _told_mark(columns, LAST)
    return tuple_(*columns) >= last if descending else tuple_(*columns) <= last


def _told_mark(columns: Columns, name: str) -> Tuple:
    return tuple_(
        *(bindparam(f"{name}_{place}", type_=each.type) for place, each in enumerate(columns))
    )


def _conditions(
    column: Column[Any], wanted: Any, others: Mapping[Table[Any], SqlTable]
) -> Iterator[ColumnElement[bool]]:
    if isinstance(wanted, Within):
        yield from _within(column, wanted, column.name)
    elif isinstance(wanted, Among):
        yield _among(column, wanted, others)
    elif isinstance(wanted, Containing):
        yield or_(*_containing(column, wanted, others))
    else:
        yield _condition(column, wanted)


def _within(column: Column[Any], wanted: Within, told: str) -> Iterator[ColumnElement[bool]]:
    _require_comparable(column)
    ends = {end: bindparam(end, type_=column.type) for end, _ in bounds(told, wanted)}
    if wanted.at_least is not None:
        yield column >= ends[f"{told}_at_least"]
    if wanted.below is not None:
        yield column < ends[f"{told}_below"]


def _containing(
    column: Column[Any], wanted: Containing, others: Mapping[Table[Any], SqlTable]
) -> Iterator[ColumnElement[bool]]:
    for name in (column.name, *wanted.also):
        _require_comparable(place := _column(column.table, name))
        yield contains(place, part(column.name), exactly=wanted.exactly)
    for name, each in wanted.or_else:
        yield _among(_column(column.table, name), each, others)


def _among(
    column: Column[Any], wanted: Among, others: Mapping[Table[Any], SqlTable]
) -> ColumnElement[bool]:
    other, told = others[wanted.table], among(column.name)
    by = _column(other, wanted.by)
    _require_comparable(by)
    theirs = select(_column(other, wanted.column)).correlate(None)
    if isinstance(wanted.value, Within):
        return column.in_(theirs.where(*_within(by, wanted.value, told)))
    return column.in_(theirs.where(by == bindparam(told, type_=by.type)))


def _condition(column: Column[Any], wanted: Any) -> ColumnElement[bool]:
    if wanted is ANY_VALUE:
        return column.is_not(None)
    if wanted is None:
        return column.is_(None)
    _require_comparable(column)
    if isinstance(wanted, Other):
        return column != bindparam(column.name, type_=column.type)
    if not isinstance(wanted, tuple):
        return column == bindparam(column.name, type_=column.type)
    if None in wanted:
        raise ValueError(f"{column}: None is not one of several values")
    if not wanted:
        return false()
    places = range(len(wanted))
    return column.in_([bindparam(f"{column.name}_{n}", type_=column.type) for n in places])


def _column(stored: SqlTable, name: str) -> Column[Any]:
    if name not in stored.c:
        raise ValueError(f"{stored.name} has no column {name!r}")
    return stored.c[name]


def _require_comparable(column: Column[Any]) -> None:
    if not is_comparable(column):
        raise ValueError(f"{column} is decimal or JSON: the stores do not compare it alike")
