"""The statement that finds the last rows of groups by a position, in the table that is live."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Dialect

from application.projections.projection import Table
from infrastructure.database.ledger_times import position_by
from infrastructure.read_models.build import Build
from infrastructure.read_models.columns import sql_table
from infrastructure.read_models.decoding import decoder_of

R = TypeVar("R")
_STATEMENT = """
WITH moment AS (SELECT {position} AS position)
SELECT moment.position, book.position, {columns}
FROM moment
JOIN projection_builds AS book
    ON book.name = '{name}' AND book.version = {version} AND book.number = {number}
    AND book.state = 'live'
LEFT JOIN {wanted} ON true
LEFT JOIN {table} AS state ON state.{group} = wanted.value AND state.{by} = (
    SELECT max({by}) FROM {table} WHERE {group} = wanted.value AND {by} <= moment.position
)
"""
_AT_A_TIME = position_by(is_sqlite=False)
_AT_A_TIME_SQLITE = position_by(is_sqlite=True)
Told = tuple[Any, ...]


class Probe(Generic[R]):
    """Asks one table of a read model whose groups are ids; no row at all: it is not live."""

    def __init__(self, table: Table[R], build: Build, dialect: Dialect) -> None:
        self._table = table
        self._build = build
        self._is_sqlite = dialect.name == "sqlite"
        columns = sql_table(table, build.table_name).c
        self._names = tuple(columns.keys())
        self._place = self._names.index(table.group)
        self._decode = decoder_of(columns.values(), table.row, dialect)
        self._group = attrgetter(table.group)
        if self._is_sqlite:
            self.by_position = self._statement("?", "json_each(?) AS wanted")
            self.by_time = self._statement(_AT_A_TIME_SQLITE, "(SELECT ? AS value) AS wanted")
        else:
            several = "unnest(%s::uuid[]) AS wanted(value)"
            self.by_position = self._statement("%s::bigint", several)
            self.by_time = self._statement(_AT_A_TIME, "(SELECT %s::uuid AS value) AS wanted")

    def one(self, group: UUID) -> Any:
        """The group, as `by_time` is told it last."""
        return group.hex if self._is_sqlite else group

    def several(self, groups: Sequence[UUID]) -> Any:
        """The groups, as `by_position` is told them last."""
        return json.dumps([id.hex for id in groups]) if self._is_sqlite else list(groups)

    def rows(self, found: Iterable[Told]) -> dict[Any, R]:
        """The rows of an answer by group."""
        there = [values for _, _, *values in found if values[self._place] is not None]
        return {self._group(row): row for row in self._decode(there)}

    def _statement(self, position: str, wanted: str) -> str:
        return _STATEMENT.format(
            position=position,
            columns=", ".join(f"state.{name}" for name in self._names),
            name=self._build.name,
            version=self._build.version,
            number=self._build.number,
            wanted=wanted,
            table=self._build.table_name,
            group=self._table.group,
            by=self._table.succeeds_by,
        )
