"""Texts that have another one somewhere in them, found alike and quickly by both stores."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Dialect, Text, bindparam, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator

_OF_GLOB = re.compile(r"[*?[]")
_OF_LIKE = re.compile(r"[%_\\]")


class PartOfText(TypeDecorator[str]):
    """The pattern of what has the text in it: of GLOB on SQLite, of LIKE on PostgreSQL.

    SQLite's LIKE takes capital letters for small ones, and its instr() takes longer.
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
    """Whether a text is as a pattern of PartOfText says."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, text: ColumnElement[str], part: ColumnElement[str]) -> None:
        self.text = text
        self.part = part


def contains(column: Column[Any], told: str, *, exactly: bool) -> ColumnElement[bool]:
    """Whether a column's text has what a statement is told under the name; see Containing."""
    part = bindparam(told, type_=PartOfText())
    return Contains(column, part) if exactly else Contains(func.lower(column), func.lower(part))


@compiles(Contains, "sqlite")
def _glob(element: Contains, compiler: Any, **asked: Any) -> str:
    return f"{compiler.process(element.text, **asked)} GLOB {compiler.process(element.part)}"


@compiles(Contains, "postgresql")
def _like(element: Contains, compiler: Any, **asked: Any) -> str:
    return f"{compiler.process(element.text, **asked)} LIKE {compiler.process(element.part)}"
