"""Lists as they were at a time: pages of one moment, each with bounded work (B5, D34)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from application.past.pages import ListAsOf, PastPage, opened, page_of
from application.past.streams import in_utc
from application.ports.ledger import EventLog
from application.ports.rows import Page, ReadModelBehind, Rows
from application.projections.projection import Table

D = TypeVar("D")
R = TypeVar("R")
LOOKS = 2_000
"""So many things are looked at for a page; one that is not full by then has a cursor to go on."""
_AT_ONCE = 200
_MOST = 500
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Candidates(Generic[D]):
    """Rows of today, or of all times, among which are those of the list, in its order.

    `newest_first` names the column of the order that holds the decided time of each one's first
    event: such a list descends, and begins where the moment does.
    """

    table: Table[D]
    order: tuple[str, ...]
    where: Mapping[str, Any] = field(default_factory=dict)
    newest_first: str | None = None
    descends: bool = False

    @property
    def descending(self) -> bool:
        return self.descends or self.newest_first is not None


class PastLists:
    """Goes through candidates, asks what each was then, and leaves out what was not in the list."""

    def __init__(self, log: EventLog, rows: Rows) -> None:
        self._log = log
        self._rows = rows

    def moment(self, at: datetime, after: str | None) -> ListAsOf:
        """The moment of a list: that of its cursor, or a time with zone.

        Raises:
            Invalid: the time has no zone, or the cursor is not one of a past list.
        """
        time = in_utc(at)
        if after is None:
            return ListAsOf(self._log.position_at(time), time)
        return ListAsOf(opened(after)[0], time)

    def page(
        self,
        candidates: Candidates[D],
        as_of: ListAsOf,
        were: Callable[[Sequence[D]], Sequence[R | None]],
        *,
        after: str | None,
        limit: int,
    ) -> PastPage[R]:
        """`were` tells of each candidate what it was in the list; None: it was not there.

        Raises:
            Invalid: the cursor is not one of this list.
            ReadModelBehind: the candidates are not all known yet.
        """
        if not as_of.position:
            return page_of([], None, as_of)
        if self._rows.position(candidates.table) < as_of.position:
            raise ReadModelBehind(candidates.table, position=as_of.position)
        cursor = opened(after)[1] if after else self._start(candidates, as_of)
        found: list[R] = []
        behind = cursor
        looks = 0
        while looks < LOOKS:
            length = min(_MOST, limit + 1) if not looks else _AT_ONCE
            page = self._page(candidates, cursor, length)
            for each, row in zip(page.items, were(page.items), strict=True):
                if row is None:
                    continue
                if len(found) == limit:
                    return page_of(found, behind, as_of)
                found.append(row)
                behind = self._behind(candidates, each)
            looks += len(page.items)
            cursor = page.next
            if cursor is None:
                return page_of(found, None, as_of)
        return page_of(found, behind if len(found) == limit else cursor, as_of)

    def _page(self, candidates: Candidates[D], cursor: str | None, length: int) -> Page[D]:
        return self._rows.page(
            candidates.table,
            where=candidates.where,
            order=candidates.order,
            descending=candidates.descending,
            after=cursor,
            limit=length,
        )

    def _start(self, candidates: Candidates[Any], as_of: ListAsOf) -> str | None:
        """Behind everything that began later than anything known at the moment."""
        if candidates.newest_first is None:
            return None
        newest = self._log.newest_by(as_of.position)
        places: dict[str, Any] = dict.fromkeys(_columns(candidates), UUID(int=0))
        places[candidates.newest_first] = (newest or as_of.time) + _MICROSECOND
        return self._cursor(candidates, places)

    def _behind(self, candidates: Candidates[D], row: D) -> str:
        return self._cursor(candidates, {name: getattr(row, name) for name in _columns(candidates)})

    def _cursor(self, candidates: Candidates[Any], places: Mapping[str, Any]) -> str:
        return self._rows.cursor(
            candidates.table,
            where=candidates.where,
            order=candidates.order,
            descending=candidates.descending,
            behind=places,
        )


def _columns(candidates: Candidates[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*candidates.order, *candidates.table.key)))
