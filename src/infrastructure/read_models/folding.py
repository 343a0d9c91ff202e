"""Folding a run of events in memory: the rows before, the rows after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from application.ports.ledger import Recorded
from application.projections.projection import FoldsRuns, Projection, Table
from infrastructure.read_models.columns import values_of

R = TypeVar("R")
Rows = dict[tuple[Any, ...], R]
Concerning = list[tuple[Any, Recorded]]
Runs = dict[Any, list[Recorded]]
RunFold = Callable[[tuple[R, ...], Sequence[Recorded]], tuple[R, ...]]


def concerning(projection: Projection[Any], events: Iterable[Recorded]) -> Concerning:
    """The events of interest, each with the group that it may change."""
    grouped = [(projection.group_of(recorded), recorded) for recorded in events]
    return [(group, recorded) for group, recorded in grouped if group is not None]


def by_key(table: Table[R], rows: Iterable[R]) -> Rows[R]:
    """Rows by key; the last of a key remains."""
    key_of = values_of(table.key)
    return {key_of(row): row for row in rows}


def appended(projection: Projection[R], events: Concerning) -> Rows[R]:
    """What an append-only projection adds."""
    added = (row for _, recorded in events for row in projection.fold((), recorded))
    return by_key(projection.table, added)


def folded(projection: Projection[R], rows: Iterable[R], events: Concerning) -> Rows[R]:
    """All rows of the events' groups afterwards; an unchanged row is the same object as before.

    A fold is given its rows ordered by key, whether they were read or just folded, so that pages
    cut otherwise give the same result.

    Raises:
        ValueError: a fold gave two rows of one key, or a row of another group.
    """
    groups = grouped(projection.table, rows)
    fold = run_fold(projection)
    for group, run in runs(events).items():
        after = fold(groups.get(group, ()), run)
        groups[group] = in_order(projection.table, group, after)
    return by_key(projection.table, (row for group in groups.values() for row in group))


def runs(events: Concerning) -> Runs:
    """The events of each group, in order."""
    found: Runs = {}
    for group, recorded in events:
        if (run := found.get(group)) is None:
            found[group] = [recorded]
        else:
            run.append(recorded)
    return found


def run_fold(projection: Projection[R]) -> RunFold[R]:
    """How rows of one group are brought to where they stand after several of its events."""
    if isinstance(projection, FoldsRuns):
        return projection.fold_run

    def one_by_one(rows: tuple[R, ...], run: Sequence[Recorded]) -> tuple[R, ...]:
        for recorded in run[:-1]:
            group = projection.group_of(recorded)
            rows = in_order(projection.table, group, projection.fold(rows, recorded))
        return projection.fold(rows, run[-1])

    return one_by_one


def succeeding(projection: Projection[R], last: Iterable[R], events: Concerning) -> Iterable[R]:
    """The rows that follow the last one of each of the events' groups."""
    group_of = attrgetter(projection.table.group)
    standing: dict[Any, tuple[R, ...]] = {group_of(row): (row,) for row in last}
    for group, recorded in events:
        before = standing.get(group, ())
        after = projection.fold(before, recorded)
        standing[group] = after[-1:]
        yield from (row for row in after if row not in before)


def grouped(table: Table[R], rows: Iterable[R]) -> dict[Any, tuple[R, ...]]:
    """Rows by group, each group's ordered by key."""
    group_of = attrgetter(table.group)
    groups: dict[Any, list[R]] = defaultdict(list)
    for row in rows:
        groups[group_of(row)].append(row)
    return {group: in_order(table, group, tuple(found)) for group, found in groups.items()}


def in_order(table: Table[R], group: Any, rows: tuple[R, ...]) -> tuple[R, ...]:
    """The rows of a group by key.

    Raises:
        ValueError: two have one key, or one is of another group.
    """
    if len(rows) == 1 and getattr(rows[0], table.group) == group:
        return rows
    keyed = by_key(table, rows)
    if len(keyed) < len(rows):
        raise ValueError(f"{table.name}: two rows of one key in {table.group} {group}")
    group_of = attrgetter(table.group)
    if strangers := [row for row in rows if group_of(row) != group]:
        raise ValueError(
            f"{table.name}: a row of {table.group} {group_of(strangers[0])} in {group}"
        )
    return tuple(row for _, row in sorted(keyed.items(), key=lambda item: item[0]))
