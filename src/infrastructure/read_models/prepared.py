"""Statements as the driver takes them: their text once, their values each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg

_psycopg: Any = psycopg.dialect
_POSITIONAL: Mapping[str, Dialect] = {
    "postgresql": _psycopg(paramstyle="format"),
    "sqlite": sqlite.dialect(paramstyle="qmark"),
}


def text_of(statement: ClauseElement, dialect: Dialect) -> str:
    """Its text with positional parameters, so that plain tuples can be sent."""
    return str(statement.compile(dialect=_POSITIONAL[dialect.name]))


class Prepared:
    """A statement whose values are told by name."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=_POSITIONAL[dialect.name])
        self.text = str(compiled)
        names = compiled.positiontup or ()
        self._own = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._written = [(name, _writer(compiled.binds[name].type, dialect)) for name in names]

    def told(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The values in the statement's order, as the driver takes them."""
        known = self._own | values
        return tuple(write(known[name]) if write else known[name] for name, write in self._written)


def _writer(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    writer: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return writer
