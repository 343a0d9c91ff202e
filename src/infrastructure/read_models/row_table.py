"""The rows of one read model's table: read by group, written in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ClauseElement,
    Connection,
    Dialect,
    Index,
    bindparam,
    delete,
    insert,
    select,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from application.projections.projection import Table
from infrastructure.read_models.columns import sql_table, values_of
from infrastructure.read_models.decoding import decoder_of
from infrastructure.read_models.encoding import encoder_of
from infrastructure.read_models.prepared import text_of

R = TypeVar("R")
_GROUPS_PER_SELECT = 500


class RowTable(Generic[R]):
    """A table of rows R under its stored name, with its statements compiled once."""

    def __init__(self, table: Table[R], name: str, dialect: Dialect) -> None:
        self.sql = sql_table(table, name)
        self._row = table.row
        self._group = self.sql.c[table.group]
        self._columns = values_of(tuple(self.sql.c.keys()))
        self._encode = encoder_of(self.sql.c.values(), dialect)
        self._encode_keys = encoder_of([self.sql.c[name] for name in table.key], dialect)
        self._encode_groups = encoder_of([self._group], dialect)
        self._decode = decoder_of(self.sql.c.values(), table.row, dialect)
        wanted = select(self.sql).where(self._group == bindparam(None, type_=self._group.type))
        self._select = text_of(wanted, dialect)
        self._select_last = self._select + _last(table)
        self._insert = text_of(insert(self.sql), dialect)
        self._upsert = text_of(_upsert(self.sql, dialect), dialect)
        self._delete = text_of(_delete(self.sql, table.key), dialect)

    def create(self, connection: Connection, *, bare: bool = False) -> None:
        """With all indexes, or with those only that serve its filling.

        A table of its name that no book knows was left by a restore.
        """
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {self.sql.name}")
        connection.execute(CreateTable(self.sql))
        late = self._late_indexes() if bare else ()
        for index in self.sql.indexes - set(late):
            connection.execute(CreateIndex(index))

    @property
    def indexes_of_readers(self) -> tuple[CreateIndex, ...]:
        """What makes the indexes that a bare table lacks, as far as they are not there."""
        return tuple(CreateIndex(each, if_not_exists=True) for each in self._late_indexes())

    def _late_indexes(self) -> tuple[Index, ...]:
        by_group = [self._group.name]
        late = (each for each in self.sql.indexes if each.columns.keys() != by_group)
        return tuple(sorted(late, key=lambda index: str(index.name)))

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
        found = connection.exec_driver_sql(select, self._encode_groups([(group,)])[0])
        yield from self._decode(map(tuple, found))

    def insert(self, connection: Connection, rows: Sequence[R]) -> None:
        """Add rows of keys that are not there."""
        if not rows:
            return
        written = self._encode(map(self._columns, rows))
        if connection.dialect.name == "postgresql":
            _copy(connection, self.sql.name, written)
        else:
            connection.exec_driver_sql(self._insert, written)

    def upsert(self, connection: Connection, rows: Iterable[R]) -> None:
        """Add the rows; one of the same key is replaced."""
        if written := self._encode(map(self._columns, rows)):
            connection.exec_driver_sql(self._upsert, written)

    def delete(self, connection: Connection, keys: Iterable[tuple[Any, ...]]) -> None:
        if gone := self._encode_keys(keys):
            connection.exec_driver_sql(self._delete, gone)


def _copy(connection: Connection, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


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
