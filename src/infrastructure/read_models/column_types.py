"""How values of a row are stored: exact, and ordered alike on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import DateTime, Dialect, Numeric, Text, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType


class Identity(Uuid[UUID]):
    """An id; on SQLite text, read in a tenth of the time that Python's own UUID takes."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        if dialect.name == "sqlite":
            return _identity
        return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]


def _identity(text: str | None) -> UUID | None:
    return None if text is None else msgspec.convert(text, UUID)


class PlainText(TypeDecorator[str]):
    """Text ordered by code point, as SQLite does, whatever the locale of the PostgreSQL server."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        collation = "C" if _is_postgresql(dialect) else None
        return dialect.type_descriptor(Text(collation=collation))

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        # psycopg would store the name of a StrEnum's member, which is a str too
        return value if value is None or type(value) is str else str.__str__(value)


class WordOf(PlainText):
    """A member of a StrEnum, stored as its word."""

    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.words(value)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal with its scale; SQLite has no exact numbers, so there it is text without order."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric() if _is_postgresql(dialect) else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(f"{value!r} is no Decimal")
        return value if _is_postgresql(dialect) else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return value if value is None or _is_postgresql(dialect) else Decimal(value)


class UtcTime(TypeDecorator[datetime]):
    """A UTC-aware time to the microsecond; on SQLite text of one width, which sorts as time."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(
            DateTime(timezone=True) if _is_postgresql(dialect) else Text()
        )

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        moment = value.astimezone(UTC)
        return moment if _is_postgresql(dialect) else moment.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        # PostgreSQL answers in the zone of the connection, and Database connects in UTC
        return value if value is None or _is_postgresql(dialect) else datetime.fromisoformat(value)


class TypedJson(TypeDecorator[Any]):
    """Any other value as JSON, read back as what its type hint says; decimals are strings in it."""

    impl = Text
    cache_ok = True

    def __init__(self, hint: Any) -> None:
        super().__init__()
        self.hint = hint
        self.decode = msgspec.json.Decoder(hint).decode

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_Jsonb() if _is_postgresql(dialect) else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.decode(value)


class _Jsonb(UserDefinedType[Any]):
    """PostgreSQL's jsonb, written as text."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "JSONB"


def _is_postgresql(dialect: Dialect) -> bool:
    return dialect.name == "postgresql"
