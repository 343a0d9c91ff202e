"""Read models in memory, folded by the real projections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from application.ports.ledger import EventLog, Recorded
from application.ports.progress import Progress
from application.ports.projections import ProjectionState, ProjectionStatus, Stop
from application.ports.rows import ANY_VALUE, Page
from application.projections.projection import Projection, Table
from core.kernel.errors import Invalid

R = TypeVar("R")
Groups = dict[Any, tuple[Any, ...]]


class MemoryProjections:
    """Projector, ProjectionControl and Rows at once."""

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

    def status(self) -> tuple[ProjectionStatus, ...]:
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
                rows=len(self._rows(each.table)),
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
        columns = dict.fromkeys((*order, *table.key))
        return tuple(sorted(self._where(table, where or {}), key=lambda row: values(row, columns)))

    def page(
        self,
        table: Table[R],
        *,
        where: Mapping[str, Any] | None = None,
        order: tuple[str, ...],
        descending: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        columns = dict.fromkeys((*order, *table.key))
        rows = list(self.all(table, where, order=order))
        if descending:
            rows.reverse()
        if after is not None:
            mark = self._mark(table, after)
            rows = [row for row in rows if _behind(values(row, columns), mark, descending)]
        items = tuple(rows[:limit])
        if len(rows) <= limit:
            return Page(items, None)
        return Page(items, self._cursor(table, values(items[-1], columns)))

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
            if all(_matches(getattr(row, column), wanted) for column, wanted in where.items())
        ]


def fold_into(groups: Groups, projection: Projection[Any], recorded: Recorded) -> None:
    """One event into the groups of a read model, as the engine does it."""
    group = projection.group_of(recorded)
    if group is None:
        return
    before = groups.get(group, ())
    if projection.append_only:
        groups[group] = (*before, *projection.fold((), recorded))
    else:
        groups[group] = projection.fold(before, recorded)


def folded(projection: Projection[Any], story: Sequence[Recorded]) -> Groups:
    """A read model from nothing but the ledger."""
    groups: Groups = {}
    for recorded in story:
        fold_into(groups, projection, recorded)
    return groups


def values(row: Any, columns: Mapping[str, None]) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in columns)


def _matches(value: Any, wanted: Any) -> bool:
    if wanted is ANY_VALUE:
        return value is not None
    if isinstance(wanted, tuple):
        return value in wanted
    return bool(value == wanted)


def _behind(row: Any, mark: Any, descending: bool) -> bool:
    return bool(row < mark) if descending else bool(row > mark)
