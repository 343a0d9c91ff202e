"""Which rows a reading wants, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, String, bindparam, false, func, or_, select, tuple_
from sqlalchemy import Table as SqlTable

from application.ports.rows import ANY_VALUE, Among, Containing, Within
from application.projections.projection import Table
from infrastructure.read_models.asking import ESCAPE, bounds
from infrastructure.read_models.columns import is_comparable

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
    mark = tuple_(
        *(bindparam(f"mark_{place}", type_=each.type) for place, each in enumerate(columns))
    )
    return tuple_(*columns) < mark if descending else tuple_(*columns) > mark


def _conditions(
    column: Column[Any], wanted: Any, others: Mapping[Table[Any], SqlTable]
) -> Iterator[ColumnElement[bool]]:
    if isinstance(wanted, Within):
        _require_comparable(column)
        ends = {end: bindparam(end, type_=column.type) for end, _ in bounds(column.name, wanted)}
        if wanted.at_least is not None:
            yield column >= ends[f"{column.name}_at_least"]
        if wanted.below is not None:
            yield column < ends[f"{column.name}_below"]
    elif isinstance(wanted, Among):
        other = others[wanted.table]
        _require_comparable(key := _column(other, wanted.by))
        by = key == bindparam(f"{column.name}_among", type_=key.type)
        theirs = select(_column(other, wanted.column)).correlate(None)
        yield column.in_(theirs.where(by))
    elif isinstance(wanted, Containing):
        places = (column, *(_column(column.table, name) for name in wanted.also))
        yield or_(*(_contains(place, f"{column.name}_pattern") for place in places))
    else:
        yield _condition(column, wanted)


def _contains(column: Column[Any], told: str) -> ColumnElement[bool]:
    _require_comparable(column)
    pattern = func.lower(bindparam(told, type_=String()))
    return func.lower(column).like(pattern, escape=ESCAPE)


def _condition(column: Column[Any], wanted: Any) -> ColumnElement[bool]:
    if wanted is ANY_VALUE:
        return column.is_not(None)
    if wanted is None:
        return column.is_(None)
    _require_comparable(column)
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
