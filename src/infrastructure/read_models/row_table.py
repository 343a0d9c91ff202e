"""The rows of one read model's table: read by group, written in bulk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any, Generic, TypeVar

from sqlalchemy import ClauseElement, Column, Connection, Dialect, bindparam, delete, select
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
_Encoders = tuple[tuple[int, Callable[[Any], Any]], ...]


class RowTable(Generic[R]):
    """A table of rows R under its stored name, with its statements compiled once."""

    def __init__(self, table: Table[R], name: str, dialect: Dialect) -> None:
        self.sql = sql_table(table, name)
        self._row = table.row
        self._group = self.sql.c[table.group]
        self._values_of = values_of(tuple(self.sql.c.keys()))
        self._encoders = _encoders(self.sql.c.values(), dialect)
        self._key_encoders = _encoders([self.sql.c[name] for name in table.key], dialect)
        self._upsert = _compiled(_upsert(self.sql, dialect), dialect)
        self._delete = _compiled(_delete(self.sql, table.key), dialect)

    def create(self, connection: Connection) -> None:
        self.sql.create(connection, checkfirst=False)

    def drop(self, connection: Connection) -> None:
        self.sql.drop(connection, checkfirst=False)

    def rename(self, connection: Connection, name: str) -> None:
        connection.exec_driver_sql(f"ALTER TABLE {self.sql.name} RENAME TO {name}")

    def load(self, connection: Connection, groups: Collection[Any]) -> Iterator[R]:
        """All rows of these groups."""
        remaining = iter(groups)
        while some := list(islice(remaining, _GROUPS_PER_SELECT)):
            wanted = select(self.sql).where(self._group.in_(some))
            yield from (self._row(*values) for values in connection.execute(wanted))

    def upsert(self, connection: Connection, rows: Iterable[R]) -> None:
        """Add the rows; one of the same key is replaced."""
        written = [_encoded(self._values_of(row), self._encoders) for row in rows]
        if written:
            connection.exec_driver_sql(self._upsert, written)

    def delete(self, connection: Connection, keys: Iterable[tuple[Any, ...]]) -> None:
        gone = [_encoded(key, self._key_encoders) for key in keys]
        if gone:
            connection.exec_driver_sql(self._delete, gone)


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


def _encoders(columns: Iterable[Column[Any]], dialect: Dialect) -> _Encoders:
    made = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    return tuple((place, encode) for place, encode in enumerate(made) if encode)


def _encoded(values: tuple[Any, ...], encoders: _Encoders) -> tuple[Any, ...]:
    written = list(values)
    for place, encode in encoders:
        written[place] = encode(written[place])
    return tuple(written)
