"""The rows of one read model's table: read by group, written in bulk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ClauseElement,
    Column,
    Connection,
    CursorResult,
    Dialect,
    bindparam,
    delete,
    select,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg

from application.projections.projection import Table
from infrastructure.read_models.columns import sql_table, values_of

R = TypeVar("R")
_GROUPS_PER_SELECT = 500
_psycopg: Any = psycopg.dialect
_POSITIONAL = {
    "postgresql": _psycopg(paramstyle="format"),
    "sqlite": sqlite.dialect(paramstyle="qmark"),
}
_Coders = tuple[tuple[int, Callable[[Any], Any]], ...]


class RowTable(Generic[R]):
    """A table of rows R under its stored name, with its statements compiled once."""

    def __init__(self, table: Table[R], name: str, dialect: Dialect) -> None:
        self.sql = sql_table(table, name)
        self._row = table.row
        self._group = self.sql.c[table.group]
        self._values_of = values_of(tuple(self.sql.c.keys()))
        self._encoders = _encoders(self.sql.c.values(), dialect)
        self._key_encoders = _encoders([self.sql.c[name] for name in table.key], dialect)
        self._group_encoders = _encoders([self._group], dialect)
        self._decoders: _Coders | None = None  # the driver tells its types with its first answer
        wanted = select(self.sql).where(self._group == bindparam(None, type_=self._group.type))
        self._select = _compiled(wanted, dialect)
        self._select_last = self._select + _last(table)
        self._upsert = _compiled(_upsert(self.sql, dialect), dialect)
        self._delete = _compiled(_delete(self.sql, table.key), dialect)

    def create(self, connection: Connection) -> None:
        """A new table; one of its name that no book knows was left by a restore."""
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {self.sql.name}")
        self.sql.create(connection, checkfirst=False)

    def load(self, connection: Connection, groups: Collection[Any]) -> Iterator[R]:
        """All rows of these groups."""
        if len(groups) == 1:
            yield from self._of_group(connection, self._select, *groups)
            return
        remaining = iter(groups)
        while some := list(islice(remaining, _GROUPS_PER_SELECT)):
            wanted = select(self.sql).where(self._group.in_(some))
            yield from (self._row(*values) for values in connection.execute(wanted))

    def load_last(self, connection: Connection, groups: Iterable[Any]) -> Iterator[R]:
        """Of each group the row that no other follows, in a table whose rows succeed each other."""
        for group in groups:
            yield from self._of_group(connection, self._select_last, group)

    def _of_group(self, connection: Connection, select: str, group: Any) -> Iterator[R]:
        found = connection.exec_driver_sql(select, _coded((group,), self._group_encoders))
        if self._decoders is None:
            self._decoders = _decoders(self.sql.c.values(), connection.dialect, found)
        for row in found:
            yield self._row(*_coded(row, self._decoders))

    def upsert(self, connection: Connection, rows: Iterable[R]) -> None:
        """Add the rows; one of the same key is replaced."""
        written = [_coded(self._values_of(row), self._encoders) for row in rows]
        if written:
            connection.exec_driver_sql(self._upsert, written)

    def delete(self, connection: Connection, keys: Iterable[tuple[Any, ...]]) -> None:
        gone = [_coded(key, self._key_encoders) for key in keys]
        if gone:
            connection.exec_driver_sql(self._delete, gone)


def _last(table: Table[Any]) -> str:
    return f" ORDER BY {table.succeeds_by} DESC LIMIT 1" if table.succeeds_by else ""


def _upsert(table: SqlTable, dialect: Dialect) -> ClauseElement:
    added: Any = (postgresql if dialect.name == "postgresql" else sqlite).insert(table)
    names, key = table.c.keys(), table.primary_key.columns.keys()
    changed = {name: added.excluded[name] for name in names if name not in key}
    replaced: ClauseElement = (
        added.on_conflict_do_update(index_elements=key, set_=changed)
        if changed
        else added.on_conflict_do_nothing(index_elements=key)
    )
    return replaced


def _delete(table: SqlTable, key: tuple[str, ...]) -> ClauseElement:
    columns = (table.c[name] for name in key)
    return delete(table).where(
        *(column == bindparam(column.name, type_=column.type) for column in columns)
    )


def _compiled(statement: ClauseElement, dialect: Dialect) -> str:
    """Its text with positional parameters, so that plain tuples can be sent in bulk."""
    return str(statement.compile(dialect=_POSITIONAL[dialect.name]))


def _encoders(columns: Iterable[Column[Any]], dialect: Dialect) -> _Coders:
    made = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    return tuple((place, encode) for place, encode in enumerate(made) if encode)


def _decoders(
    columns: Iterable[Column[Any]], dialect: Dialect, found: CursorResult[Any]
) -> _Coders:
    kinds = [each[1] for each in found.cursor.description or ()]
    made = [
        column.type.dialect_impl(dialect).result_processor(dialect, kind)
        for column, kind in zip(columns, kinds, strict=True)
    ]
    return tuple((place, decode) for place, decode in enumerate(made) if decode)


def _coded(values: Sequence[Any], coders: _Coders) -> tuple[Any, ...]:
    written = list(values)
    for place, code in coders:
        written[place] = code(written[place])
    return tuple(written)
