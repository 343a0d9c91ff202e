"""From the dataclass of a row to the table that holds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    MetaData,
    PrimaryKeyConstraint,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.types import TypeEngine

from application.projections.projection import Table
from infrastructure.read_models.column_types import (
    ExactDecimal,
    Identity,
    PlainText,
    TypedJson,
    UtcTime,
    WordOf,
)

_SAFE_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PLAIN_TYPES: dict[Any, type[TypeEngine[Any]]] = {
    UUID: Identity,
    str: PlainText,
    int: BigInteger,
    bool: Boolean,
    date: Date,
    datetime: UtcTime,
    Decimal: ExactDecimal,
}


def sql_table(table: Table[Any], name: str) -> SqlTable:
    """The table of a read model under its stored name, with its indexes.

    Raises:
        ValueError: names, key, group or indexes do not fit the row.
        TypeError: the row is no frozen dataclass, or has a float.
    """
    columns = tuple(_columns(table.stored or table.row))
    _require_sound(table, {column.name: column for column in columns})
    made = SqlTable(name, MetaData(), *columns, PrimaryKeyConstraint(*table.key))
    by_group = () if table.key[0] == table.group else ((table.group,),)
    for number, wanted in enumerate((*by_group, *table.indexes), start=1):
        Index(f"ix_{name}_{number}", *(made.c[column] for column in wanted))
    return made


def hints_of(row: type[Any]) -> dict[str, Any]:
    """Type hint by column, in the order of the row's fields.

    Raises:
        TypeError: the row is no frozen dataclass.
    """
    if not is_dataclass(row) or not row.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        raise TypeError(f"{row.__name__} is no frozen dataclass")
    hints = get_type_hints(row)
    return {field.name: hints[field.name] for field in fields(row)}


def without_none(hint: Any) -> tuple[Any, bool]:
    """The hint of a value, and whether None may stand in its place."""
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    kinds = get_args(hint)
    rest = tuple(kind for kind in kinds if kind is not NoneType)
    return Union[rest], len(rest) < len(kinds)  # noqa: UP007 - built, not written


def values_of(columns: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """A function that takes these columns out of a row."""
    values: Callable[[Any], Any] = attrgetter(*columns)
    return values if len(columns) > 1 else lambda row: (values(row),)


def is_comparable(column: Column[Any]) -> bool:
    """Whether both stores compare and order the column's values alike."""
    return not isinstance(column.type, ExactDecimal | TypedJson)


def _columns(row: type[Any]) -> Iterator[Column[Any]]:
    for name, hint in hints_of(row).items():
        bare, nullable = without_none(hint)
        yield Column(name, _type_of(bare), nullable=nullable, autoincrement=False)


def _type_of(hint: Any) -> TypeEngine[Any]:
    if isinstance(hint, NewType):
        return _type_of(hint.__supertype__)
    if hint in _PLAIN_TYPES:
        return _PLAIN_TYPES[hint]()
    if hint is float:
        raise TypeError("amounts are never floats")
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return WordOf(hint)
    return TypedJson(hint)


def _require_sound(table: Table[Any], columns: dict[str, Column[Any]]) -> None:
    unsafe = [name for name in (table.name, *columns) if not _SAFE_NAME.fullmatch(name)]
    if unsafe or table.version < 1:
        raise ValueError(f"read model {table.name!r} v{table.version}: unsafe names {unsafe}")
    used = {table.group, *table.key, *(name for index in table.indexes for name in index)}
    if not table.key:
        raise ValueError(f"{table.name} has no key")
    if unknown := used - columns.keys():
        raise ValueError(f"{table.name} has no columns {sorted(unknown)}")
    if table.succeeds_by and table.key != (table.group, table.succeeds_by):
        raise ValueError(f"{table.name}: rows succeed each other by the key behind their group")
    identifying = [columns[name] for name in (table.group, *table.key)]
    if any(column.nullable or not is_comparable(column) for column in identifying):
        raise ValueError(f"{table.name}: key and group are comparable and never None")
