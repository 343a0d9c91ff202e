"""Two tables of a read model row by row, in the order of their key, whatever their size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any

from sqlalchemy import Connection, select

from application.ports.projections import (
    BuildName,
    Comparison,
    DifferenceKind,
    FieldDifference,
    RowDifference,
)
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Standing
from infrastructure.read_models.columns import values_of
from infrastructure.read_models.step import Follower

_AT_ONCE = 500
"""Rows of each table that are in memory."""
_Key = tuple[Any, ...]
_Table = Follower[Any]
_Pairs = Iterator[tuple[Any | None, Any | None]]


@contextmanager
def compared(
    database: Database, old: _Table, new: _Table, *, level: Callable[[_Table, _Table], None]
) -> Iterator[Comparison]:
    """Both tables at one instant, and at one position unless one has stopped.

    Raises:
        NoSuchBuild: somebody dropped one of them.
    """
    with _connected(database) as connection:  # before, as the instant must follow at once
        while True:
            level(old, new)
            with connection.begin():
                before, after = (versions.present(connection, each.build) for each in (old, new))
                if before.position == after.position or before.error or after.error:
                    found = _differences(connection, old, new)
                    yield Comparison(old.build.name, _named(before), _named(after), found)
                    return


def _connected(database: Database) -> Connection:
    """A connection whose transactions each see the database at one instant."""
    connection = database.engine.connect()
    if database.is_sqlite:  # there every transaction does
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ")


def _named(standing: Standing) -> BuildName:
    return BuildName(standing.build.version, standing.build.number, standing.position)


def _differences(connection: Connection, old: _Table, new: _Table) -> Iterator[RowDifference]:
    """What changes for a reader of the old table who reads the new one from now on."""
    key = new.projection.table.key
    key_of = values_of(key)
    for before, after in _paired(_rows(connection, old), _rows(connection, new), key_of):
        found = tuple(_between("", before, after))
        if found:
            named = dict(zip(key, key_of(before if after is None else after), strict=True))
            yield RowDifference(_kind(before, after), named, found)


def _rows(connection: Connection, follower: _Table) -> Iterator[Any]:
    table = follower.table.sql
    wanted = select(table).order_by(*table.primary_key.columns)
    found = connection.execute(wanted, execution_options={"yield_per": _AT_ONCE})
    return (follower.projection.table.row(*values) for values in found)


def _paired(old: Iterable[Any], new: Iterable[Any], key_of: Callable[[Any], _Key]) -> _Pairs:
    """Rows of one key together; both come ordered by it."""
    ours, theirs = iter(old), iter(new)
    before, after = next(ours, None), next(theirs, None)
    while before is not None or after is not None:
        if after is None or (before is not None and key_of(before) < key_of(after)):
            yield before, None
            before = next(ours, None)
        elif before is None or key_of(after) < key_of(before):
            yield None, after
            after = next(theirs, None)
        else:
            yield before, after
            before, after = next(ours, None), next(theirs, None)


def _kind(before: Any | None, after: Any | None) -> DifferenceKind:
    if before is None:
        return DifferenceKind.ONLY_NEW
    return DifferenceKind.ONLY_OLD if after is None else DifferenceKind.DIFFERENT


def _between(path: str, old: Any, new: Any) -> Iterator[FieldDifference]:
    """The innermost fields that differ; every field of a row that stands alone."""
    if old == new:
        return
    if path and not (is_dataclass(old) and is_dataclass(new)):
        yield FieldDifference(path, old, new)
        return
    names = dict.fromkeys(each.name for row in (old, new) if row for each in fields(row))
    for name in names:
        before, after = getattr(old, name, None), getattr(new, name, None)
        yield from _between(f"{path}.{name}" if path else name, before, after)
