"""Many rows on their way from the database: each column at once, and only where it must change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import Boolean, Column, Date, Dialect

from infrastructure.read_models.column_types import (
    ExactDecimal,
    Identity,
    TypedJson,
    UtcTime,
    WordOf,
)

R = TypeVar("R")
Code = Callable[[Any], Any]
"""From a value that the driver gives, never None, to that of the row."""
Decode = Callable[[Iterable[Sequence[Any]]], list[R]]
_ON_SQLITE: dict[type[Any], Code] = {
    Identity: partial(msgspec.convert, type=UUID),  # in a tenth of the time of Python's own UUID
    UtcTime: datetime.fromisoformat,
    ExactDecimal: Decimal,
    Boolean: bool,
    Date: date.fromisoformat,
}
"""What SQLite has no types for; PostgreSQL's driver gives these as they are."""


def decoder_of(
    columns: Iterable[Column[Any]], row: Callable[..., R], dialect: Dialect
) -> Decode[R]:
    """From what the driver gives for these columns, and for others behind them, to rows."""
    columns = tuple(columns)
    made = ((place, _code_of(each, dialect)) for place, each in enumerate(columns))
    changing = [(place, code) for place, code in made if code]

    def decode(found: Iterable[Sequence[Any]]) -> list[R]:
        values: list[Any] = list(zip(*found, strict=True))[: len(columns)]
        for place, code in changing if values else ():
            values[place] = _decoded(values[place], code)
        return list(map(row, *values)) if values else []

    return decode


def _decoded(column: Sequence[Any], code: Code) -> list[Any]:
    if None in column:
        return [None if value is None else code(value) for value in column]
    return list(map(code, column))


def _code_of(column: Column[Any], dialect: Dialect) -> Code | None:
    kind = column.type
    if isinstance(kind, WordOf):
        return kind.words
    if isinstance(kind, TypedJson):
        return kind.decode
    return _ON_SQLITE.get(type(kind)) if dialect.name == "sqlite" else None
