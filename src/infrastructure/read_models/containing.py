"""Texts that have another one somewhere in them, found alike and quickly by both stores."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Dialect, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator

_OF_GLOB = re.compile(r"[*?[]")
_OF_LIKE = re.compile(r"[%_\\]")


class PartOfText(TypeDecorator[str]):
    """The pattern of what has the text in it: of GLOB on SQLite, of LIKE on PostgreSQL.

    SQLite's LIKE takes capital letters for small ones, and its instr() takes twice the time.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return f"*{_OF_GLOB.sub(lambda found: f'[{found[0]}]', value)}*"
        return "%" + _OF_LIKE.sub(lambda found: "\\" + found[0], value) + "%"


class Contains(ColumnElement[bool]):
    """Whether the column's text has what a statement is told under the name."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: Column[Any], told: str) -> None:
        self.column = column
        self.told = bindparam(told, type_=PartOfText())


def contains(column: Column[Any], told: str) -> ColumnElement[bool]:
    """See Contains."""
    return Contains(column, told)


@compiles(Contains, "sqlite")  # type: ignore[misc]  # untyped in SQLAlchemy
def _glob(element: Contains, compiler: Any, **asked: Any) -> str:
    return f"{compiler.process(element.column, **asked)} GLOB {compiler.process(element.told)}"


@compiles(Contains, "postgresql")  # type: ignore[misc]  # untyped in SQLAlchemy
def _like(element: Contains, compiler: Any, **asked: Any) -> str:
    return f"{compiler.process(element.column, **asked)} LIKE {compiler.process(element.told)}"
