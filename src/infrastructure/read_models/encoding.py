"""Many rows on their way to the database: each column at once, and only where it must change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from types import NoneType
from typing import Any

from sqlalchemy import Boolean, Column, Dialect, Uuid
from sqlalchemy.types import TypeDecorator

from infrastructure.read_models.column_types import PlainText

Code = Callable[[Any], Any]
Encode = Callable[[Iterable[tuple[Any, ...]]], list[tuple[Any, ...]]]
_AS_THEY_ARE: dict[type[Any], frozenset[type[Any]]] = {
    PlainText: frozenset({str}),
    Boolean: frozenset({bool}),
}
"""Types of which every value may be sent to the driver unchanged."""


def encoder_of(columns: Iterable[Column[Any]], dialect: Dialect) -> Encode:
    """From values of these columns to those that the driver takes."""
    changing = [
        (place, code, _AS_THEY_ARE.get(type(column.type), frozenset()))
        for place, column in enumerate(columns)
        if (code := _code_of(column, dialect))
    ]

    def encode(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        values: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, code, harmless in changing if values else ():
            values[place] = _coded(values[place], code, harmless)
        return list(zip(*values, strict=True))

    return encode


def _coded(column: Iterable[Any], code: Code, harmless: frozenset[type[Any]]) -> Iterable[Any]:
    kinds = set(map(type, column))
    if NoneType not in kinds:
        return column if kinds <= harmless else map(code, column)
    if kinds <= harmless | {NoneType}:
        return column
    return [None if value is None else code(value) for value in column]


def _code_of(column: Column[Any], dialect: Dialect) -> Code | None:
    """What a value that is not None becomes."""
    if isinstance(column.type, TypeDecorator):
        written = column.type.process_bind_param
        return lambda value: written(value, dialect)
    if isinstance(column.type, Uuid) and dialect.name == "sqlite":
        return attrgetter("hex")
    return column.type.dialect_impl(dialect).bind_processor(dialect)
