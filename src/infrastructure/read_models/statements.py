"""The statements of readings: made for whichever tables are live, once for each shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Column, Dialect, Integer, Select, bindparam, select
from sqlalchemy import Table as SqlTable

from application.projections.projection import Table
from infrastructure.read_models import versions
from infrastructure.read_models.build import Build
from infrastructure.read_models.columns import hints_of, sql_table, without_none
from infrastructure.read_models.cursor import Cursors
from infrastructure.read_models.decoding import decoder_of
from infrastructure.read_models.listing import (
    amongs,
    beyond,
    conditions,
    total_order,
    up_to,
)
from infrastructure.read_models.prepared import Prepared

MOST = "most"
"""The name under which a statement is told how many rows to read."""
STEPS = "steps"
"""The name under which a statement is told how many rows to leave out before."""
Asked = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Reading:
    """Rows of a read model in an order, or in none; `where` has its shape, and no values.

    With `behind` it goes on behind a mark, and with `bounded` it ends at one, see `mark_told`;
    `ahead` leaves out the first `STEPS`; unless `whole` it ends after `MOST`.
    """

    table: Table[Any]
    where: Asked
    order: tuple[str, ...] | None
    descending: bool = False
    behind: bool = False
    whole: bool = False
    bounded: bool = False
    ahead: bool = False

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """Whose rows are read, and whose an Among looks into."""
        return (self.table, *(each.table for each in amongs(dict(self.where))))

    def cursors(self) -> Cursors:
        """The cursors of this list."""
        return _cursors(self.table, self.where, self.order or (), self.descending)

    def of(self, builds: Sequence[Build], dialect: Dialect) -> LiveReading:
        """The same of these builds, one for each of the tables."""
        return _made(self, tuple(builds), dialect)


class LiveReading(Prepared):
    """A statement that finds nothing unless all builds that it is made for are live."""

    def __init__(self, reading: Reading, builds: Sequence[Build], dialect: Dialect) -> None:
        stored, *others = map(_stored_as, reading.tables, builds)
        shown = [stored.c[name] for name in _hints(reading.table)]
        order = () if reading.order is None else _order(reading, stored)
        columns = tuple(dict.fromkeys((*shown, *order)))
        beside = dict(zip(reading.tables[1:], others, strict=True))
        wanted = _narrowed(select(*columns), reading, stored, beside)
        super().__init__(wanted.where(*map(versions.is_live, builds)), dialect)
        self.rows = decoder_of(shown, reading.table.row, dialect)
        self._marks = decoder_of(order, lambda *values: values, dialect)
        self._places = [columns.index(each) for each in order]

    def mark(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """The place in the order of a row, given as the driver gave it."""
        (mark,) = self._marks([[found[place] for place in self._places]])
        return mark


def _order(reading: Reading, stored: SqlTable) -> tuple[Column[Any], ...]:
    return total_order(stored, reading.order or (), dict(reading.where))


def _narrowed(
    wanted: Select[Any], reading: Reading, stored: SqlTable, beside: Mapping[Table[Any], SqlTable]
) -> Select[Any]:
    wanted = wanted.where(*conditions(stored, dict(reading.where), beside))
    if reading.order is not None:
        columns, descending = _order(reading, stored), reading.descending
        wanted = wanted.order_by(*(each.desc() if descending else each for each in columns))
        if reading.behind:
            wanted = wanted.where(beyond(columns, descending=descending))
        if reading.bounded:
            wanted = wanted.where(up_to(columns, descending=descending))
        if reading.ahead:
            wanted = wanted.offset(bindparam(STEPS, type_=Integer()))
    return wanted if reading.whole else wanted.limit(bindparam(MOST, type_=Integer()))


@lru_cache(maxsize=512)
def _made(reading: Reading, builds: tuple[Build, ...], dialect: Dialect) -> LiveReading:
    return LiveReading(reading, builds, dialect)


@lru_cache(maxsize=256)
def _stored_as(table: Table[Any], build: Build) -> SqlTable:
    return sql_table(table, build.table_name)


@lru_cache(maxsize=256)
def _cursors(table: Table[Any], where: Asked, order: tuple[str, ...], descending: bool) -> Cursors:
    stored = _stored_as(table, Build(table.name, table.version))
    names = tuple(str(each.name) for each in total_order(stored, order, dict(where)))
    hints = hints_of(table.stored or table.row)
    of_order = tuple(without_none(hints[name])[0] for name in names)
    return Cursors(table.name, names, descending, of_order)


@cache
def _hints(table: Table[Any]) -> dict[str, Any]:
    return hints_of(table.row)
