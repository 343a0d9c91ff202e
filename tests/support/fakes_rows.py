"""Read models in memory, folded by the real projections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from application.ports.ledger import EventLog, Recorded
from application.ports.progress import Progress
from application.ports.projections import ProjectionState, ProjectionStatus, Stop
from application.ports.rows import ANY_VALUE, Among, Containing, Other, Page, Within
from application.ports.states import Known
from application.projections.projection import Projection, Table
from core.kernel.errors import Invalid

R = TypeVar("R")
Groups = dict[Any, tuple[Any, ...]]


class MemoryProjections:
    """Projector, ProjectionControl, Rows and States at once."""

    def __init__(self, log: EventLog, projections: Sequence[Projection[Any]]) -> None:
        self._log = log
        self._projections = projections
        self._tables: dict[str, Groups] = {each.table.name: {} for each in projections}
        self._position = 0
        self._cursors: dict[str, tuple[str, Any]] = {}
        self.errors: dict[str, Stop] = {}

    def catch_up(self) -> None:
        for recorded in self._log.page(self._position, 1_000_000):
            for projection in self._projections:
                fold_into(self._tables[projection.table.name], projection, recorded)
            self._position = recorded.position

    def status(self, *, counting: bool = True) -> tuple[ProjectionStatus, ...]:
        return tuple(
            ProjectionStatus(
                name=each.table.name,
                version=each.table.version,
                build=1,
                live=True,
                state=ProjectionState.LIVE,
                position=self._position,
                lag=self._log.count(self._position),
                behind_since=None,
                error=self.errors.get(each.table.name),
                rows=len(self._rows(each.table)) if counting else None,
            )
            for each in self._projections
        )

    def rebuild(self, name: str, progress: Progress, *, switch: bool = False) -> None:
        """Fold everything from the first event."""
        [projection] = [each for each in self._projections if each.table.name == name]
        self._tables[name] = folded(projection, self._log.page(0, 1_000_000))

    def position(self, table: Table[Any]) -> int:
        return self._position

    def one(self, table: Table[R], where: Mapping[str, Any]) -> R | None:
        found = self._where(table, where)
        assert len(found) <= 1, f"{table.name}: several rows match {sorted(where)}"
        return found[0] if found else None

    def all(
        self, table: Table[R], where: Mapping[str, Any] | None = None, *, order: tuple[str, ...]
    ) -> tuple[R, ...]:
        columns = _columns(table, order)
        return tuple(sorted(self._where(table, where or {}), key=lambda row: values(row, columns)))

    def page(
        self,
        table: Table[R],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        after: str | None = None,
        until: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        rows = self._list(table, where, order, descending=descending, after=after, until=until)
        items = tuple(_part(table, row) for row in rows[:limit])
        if len(rows) <= limit:
            return Page(items, until)
        return Page(items, self._cursor(table, values(rows[limit - 1], _columns(table, order))))

    def ahead(
        self,
        table: Table[Any],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        after: str | None = None,
        steps: int,
    ) -> str | None:
        rows = self._list(table, where, order, descending=descending, after=after, until=None)
        if len(rows) < steps:
            return None
        return self._cursor(table, values(rows[steps - 1], _columns(table, order)))

    def _list(
        self,
        table: Table[Any],
        where: Mapping[str, Any] | None,
        order: tuple[str, ...],
        *,
        descending: bool,
        after: str | None,
        until: str | None,
    ) -> list[Any]:
        columns = _columns(table, order)
        rows = list(self.all(table, where, order=order))
        if descending:
            rows.reverse()
        if after is not None:
            mark = self._mark(table, after)
            rows = [row for row in rows if _behind(values(row, columns), mark, descending)]
        if until is not None:
            last = self._mark(table, until)
            rows = [row for row in rows if not _behind(values(row, columns), last, descending)]
        return rows

    def cursor(
        self,
        table: Table[Any],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        behind: Mapping[str, Any],
    ) -> str:
        columns = _columns(table, order)
        return self._cursor(table, tuple(behind[column] for column in columns))

    def at(self, table: Table[R], groups: Sequence[UUID], position: int) -> Known[R]:
        by = attrgetter(table.succeeds_by or "")
        states = [
            (group, [row for row in self._tables[table.name].get(group, ()) if by(row) <= position])
            for group in groups
        ]
        return Known(position, self._position, {group: rows[-1] for group, rows in states if rows})

    def at_time(self, table: Table[R], group: UUID, moment: datetime) -> Known[R]:
        return self.at(table, (group,), self._log.position_at(moment))

    def _cursor(self, table: Table[Any], mark: Any) -> str:
        name = f"cursor-{len(self._cursors)}"
        self._cursors[name] = (table.name, mark)
        return name

    def _mark(self, table: Table[Any], cursor: str) -> Any:
        name, mark = self._cursors.get(cursor, ("", None))
        if name != table.name:
            raise Invalid(f"{cursor!r} is no cursor of {table.name}.")
        return mark

    def _rows(self, table: Table[R]) -> list[R]:
        return [row for group in self._tables[table.name].values() for row in group]

    def _where(self, table: Table[R], where: Mapping[str, Any]) -> list[R]:
        return [
            row
            for row in self._rows(table)
            if all(self._matches(row, column, wanted) for column, wanted in where.items())
        ]

    def _matches(self, row: Any, column: str, wanted: Any) -> bool:
        value = getattr(row, column)
        if isinstance(wanted, Among):
            others = self._where(wanted.table, {wanted.by: wanted.value})
            return any(getattr(other, wanted.column) == value for other in others)
        if isinstance(wanted, Containing):
            places = [getattr(row, name) for name in (column, *wanted.also)]
            return _contained(wanted, places) or any(
                self._matches(row, *each) for each in wanted.or_else
            )
        return _matches(value, wanted)


def fold_into(groups: Groups, projection: Projection[Any], recorded: Recorded) -> None:
    """One event into the groups of a read model, as the engine does it."""
    group = projection.group_of(recorded)
    if group is None:
        return
    before = groups.get(group, ())
    if projection.append_only:
        groups[group] = (*before, *projection.fold((), recorded))
    elif projection.table.succeeds_by:
        after = projection.fold(before[-1:], recorded)
        groups[group] = (*before, *(row for row in after if row not in before[-1:]))
    else:
        groups[group] = projection.fold(before, recorded)


def folded(projection: Projection[Any], story: Sequence[Recorded]) -> Groups:
    """A read model from nothing but the ledger."""
    groups: Groups = {}
    for recorded in story:
        fold_into(groups, projection, recorded)
    return groups


def _part(table: Table[R], row: R) -> R:
    """What a table of `only` some columns has of a row."""
    if table.stored is None:
        return row
    made: Callable[..., R] = table.row
    return made(**{field.name: getattr(row, field.name) for field in fields(made)})  # type: ignore[arg-type]


def _columns(table: Table[Any], order: tuple[str, ...]) -> dict[str, None]:
    return dict.fromkeys((*order, *table.key))


def values(row: Any, columns: Mapping[str, None]) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in columns)


def _matches(value: Any, wanted: Any) -> bool:
    if wanted is ANY_VALUE:
        return value is not None
    if isinstance(wanted, Within):
        begun = wanted.at_least is None or value >= wanted.at_least
        return bool(begun and (wanted.below is None or value < wanted.below))
    if isinstance(wanted, Other):
        return value is not None and bool(value != wanted.than)
    if isinstance(wanted, tuple):
        return value in wanted
    return bool(value == wanted)


def _contained(wanted: Containing, places: Sequence[str]) -> bool:
    if wanted.exactly:
        return any(wanted.text in place for place in places)
    return any(wanted.text.lower() in place.lower() for place in places)


def _behind(row: Any, mark: Any, descending: bool) -> bool:
    return bool(row < mark) if descending else bool(row > mark)
