"""Which rows a reading wants, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, bindparam, tuple_
from sqlalchemy import Table as SqlTable

from application.ports.rows import ANY_VALUE
from infrastructure.read_models.columns import is_comparable

Columns = tuple[Column[Any], ...]
_SOME = "some value"


def conditions(stored: SqlTable, where: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """
    Raises:
        ValueError: a column is unknown, or has no equality that both stores share.
    """
    return [_condition(_column(stored, name), wanted) for name, wanted in where.items()]


def values_told(name: str, where: Mapping[str, Any]) -> dict[str, Any]:
    """What a statement of `conditions` is told, which may be made of other values.

    Raises:
        ValueError: None is among several values.
    """
    if any(isinstance(each, tuple) and None in each for each in where.values()):
        raise ValueError(f"{name}: None is not one of several values: {sorted(where)}")
    return {name: each for name, each in where.items() if _is_told(each)}


def shape(where: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """The same for all readings that differ in values only: a statement is made once for each."""
    return tuple((name, _example(each)) for name, each in where.items())


def _example(wanted: Any) -> Any:
    if not _is_told(wanted):
        return wanted
    return () if isinstance(wanted, tuple) else _SOME


def _is_told(wanted: Any) -> bool:
    return wanted is not None and wanted is not ANY_VALUE


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


def mark_told(values: Sequence[Any]) -> dict[str, Any]:
    """What a statement of `beyond` is told."""
    return {f"mark_{place}": value for place, value in enumerate(values)}


def _condition(column: Column[Any], wanted: Any) -> ColumnElement[bool]:
    if wanted is ANY_VALUE:
        return column.is_not(None)
    if wanted is None:
        return column.is_(None)
    _require_comparable(column)
    if not isinstance(wanted, tuple):
        return column == bindparam(column.name, wanted, type_=column.type)
    if None in wanted:
        raise ValueError(f"{column}: None is not one of several values")
    return column.in_(bindparam(column.name, wanted, expanding=True, type_=column.type))


def _column(stored: SqlTable, name: str) -> Column[Any]:
    if name not in stored.c:
        raise ValueError(f"{stored.name} has no column {name!r}")
    return stored.c[name]


def _require_comparable(column: Column[Any]) -> None:
    if not is_comparable(column):
        raise ValueError(f"{column} is decimal or JSON: the stores do not compare it alike")
