"""Many rows on their way to the database: each column at once, and only where it must change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from operator import attrgetter, methodcaller
from types import NoneType
from typing import Any

import msgspec
from sqlalchemy import Boolean, Column, Dialect, Uuid
from sqlalchemy.types import TypeDecorator

from infrastructure.read_models.column_types import PlainText, TypedJson, UtcTime

Code = Callable[[Collection[Any]], Iterable[Any]]
"""From the values of a column, none of them None, to what the driver takes; loops within C."""
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


def _coded(column: Any, code: Code, harmless: frozenset[type[Any]]) -> Iterable[Any]:
    kinds = set(map(type, column))
    if kinds <= harmless | {NoneType}:
        return tuple(column)
    if NoneType not in kinds:
        return code(column)
    known = iter(code([value for value in column if value is not None]))
    return [None if value is None else next(known) for value in column]


def _code_of(column: Column[Any], dialect: Dialect) -> Code | None:
    kind, is_sqlite = column.type, dialect.name == "sqlite"
    if type(kind) is PlainText:
        return _words
    if isinstance(kind, TypedJson):
        return _json
    if is_sqlite and isinstance(kind, Uuid):
        return _identities
    each = _one_by_one(kind, dialect)
    if is_sqlite and isinstance(kind, UtcTime) and each:
        return _times(each)
    return each


def _one_by_one(kind: Any, dialect: Dialect) -> Code | None:
    if isinstance(kind, TypeDecorator):
        written = kind.process_bind_param
        return lambda column: [written(value, dialect) for value in column]
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    return process and (lambda column: map(process, column))


def _words(column: Collection[str]) -> Iterable[str]:
    """Of members of a StrEnum, which are texts too, their texts alone."""
    return map(str.__str__, column)


_encoded = msgspec.json.Encoder().encode


def _json(column: Collection[Any]) -> Iterable[str]:
    return map(bytes.decode, map(_encoded, column))


_integer = attrgetter("int")


def _identities(column: Collection[Any]) -> Iterable[str]:
    return map("%032x".__mod__, map(_integer, column))


_zone = attrgetter("tzinfo")
_to_the_microsecond = methodcaller("isoformat", timespec="microseconds")


def _times(otherwise: Code) -> Code:
    def written(column: Collection[datetime]) -> Iterable[str]:
        if set(map(_zone, column)) == {UTC}:
            return map(_to_the_microsecond, column)
        return otherwise(column)

    return written
