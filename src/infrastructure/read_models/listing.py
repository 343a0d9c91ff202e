"""Which rows a reading wants, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, bindparam, false, select, tuple_
from sqlalchemy import Table as SqlTable

from application.ports.rows import ANY_VALUE, Among, Within
from application.projections.projection import Table
from infrastructure.read_models.columns import is_comparable

Columns = tuple[Column[Any], ...]
_SOME = "some value"
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


def values_told(name: str, where: Mapping[str, Any]) -> dict[str, Any]:
    """What a statement of `conditions` is told, which may be made of other values.

    Raises:
        ValueError: None is among several values.
    """
    if any(isinstance(each, tuple) and None in each for each in where.values()):
        raise ValueError(f"{name}: None is not one of several values: {sorted(where)}")
    return {told: value for each in where.items() for told, value in _told(*each)}


def shape(where: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """The same for all readings that differ in values only: a statement is made once for each."""
    return tuple((name, _example(each)) for name, each in where.items())


def _example(wanted: Any) -> Any:
    if not _is_told(wanted):
        return wanted
    if isinstance(wanted, Within):
        return Within(*(end if end is None else _SOME for end in vars(wanted).values()))
    if isinstance(wanted, Among):
        return replace(wanted, value=_SOME)
    return (_SOME,) * _padded(wanted) if isinstance(wanted, tuple) else _SOME


def _padded(several: tuple[Any, ...]) -> int:
    """So many places of a statement for so many values: few lengths make few statements."""
    return 1 << (len(several) - 1).bit_length() if several else 0


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


def _told(name: str, wanted: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(wanted, Within):
        yield from _ends(name, wanted)
    elif isinstance(wanted, Among):
        yield f"{name}_among", wanted.value
    elif isinstance(wanted, tuple):
        for place in range(_padded(wanted)):
            yield f"{name}_{place}", wanted[min(place, len(wanted) - 1)]
    elif _is_told(wanted):
        yield name, wanted


def _ends(name: str, wanted: Within) -> Iterator[tuple[str, Any]]:
    """The bounds of a stretch, by the name under which a statement is told them."""
    for end, value in vars(wanted).items():
        if value is not None:
            yield f"{name}_{end}", value


def _conditions(
    column: Column[Any], wanted: Any, others: Mapping[Table[Any], SqlTable]
) -> Iterator[ColumnElement[bool]]:
    if isinstance(wanted, Within):
        _require_comparable(column)
        told = _ends(column.name, wanted)
        bounds = {end: bindparam(end, type_=column.type) for end, _ in told}
        if wanted.at_least is not None:
            yield column >= bounds[f"{column.name}_at_least"]
        if wanted.below is not None:
            yield column < bounds[f"{column.name}_below"]
    elif isinstance(wanted, Among):
        other = others[wanted.table]
        _require_comparable(key := _column(other, wanted.by))
        by = key == bindparam(f"{column.name}_among", type_=key.type)
        theirs = select(_column(other, wanted.column)).correlate(None)
        yield column.in_(theirs.where(by))
    else:
        yield _condition(column, wanted)


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
