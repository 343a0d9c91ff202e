"""What the entries of a page changed, each from what to what, whatever it happened to (B11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from application.history.asset_story import asset_changes
from application.history.entry import Change
from application.history.stated import MOMENTARY, Statement, stated, without_costs
from application.ports.ledger import EventLog
from application.ports.rows import Rows, Within
from application.principal import Principal
from application.projections.history import HISTORY, HistoryRow
from application.queries.asset_view import SEES_COST

_SHORT = 50
"""Events of a stream that are read at once, together with those of the other short ones."""
_AT_ONCE = 200
_Streams = Mapping[UUID, Sequence[HistoryRow]]


class Changes:
    """Assets are folded; anything else changes from what its stream stated last.

    A former value is looked for backwards, and for the fields of the page only: it costs the same
    in a story of ten events and in one of ten thousand.
    """

    def __init__(self, rows: Rows, log: EventLog) -> None:
        self._rows = rows
        self._log = log

    def of(self, page: Iterable[HistoryRow], by: Principal) -> Mapping[int, tuple[Change, ...]]:
        """By position in the ledger."""
        streams: dict[UUID, list[HistoryRow]] = defaultdict(list)
        for row in sorted(page, key=lambda each: each.position):
            streams[row.stream_id].append(row)
        short = self._short(streams)
        found: dict[int, tuple[Change, ...]] = {}
        for rows in streams.values():
            told = self._asset(rows, by) if _are_of_asset(rows) else self._other(rows, short)
            found.update(told)
        return found if by.role in SEES_COST else _without_costs(found)

    def _asset(
        self, rows: Sequence[HistoryRow], by: Principal
    ) -> Iterator[tuple[int, tuple[Change, ...]]]:
        story = self._log.stream(rows[0].stream_id)[: rows[-1].version]
        changes = asset_changes(story, by, [row.version for row in rows])
        for row in rows:
            yield row.position, changes[row.version]

    def _other(
        self, rows: Sequence[HistoryRow], short: _Streams
    ) -> Iterator[tuple[int, tuple[Change, ...]]]:
        known: Statement = {}
        former, begin = 0, 0
        for row in rows:
            if row.version != former + 1 or not begin:
                known, begin = {}, row.position
            says, former = stated(row), row.version
            if row.fact in MOMENTARY:
                yield row.position, tuple(Change(name, None, says[name]) for name in says)
                continue
            known |= _last_of(says.keys() - known.keys(), self._before(row, begin, short))
            yield row.position, tuple(_changed(known, says))
            known |= says

    def _before(self, row: HistoryRow, position: int, short: _Streams) -> Iterator[HistoryRow]:
        """The events of its stream before a position, newest first."""
        if row.stream_id in short:
            yield from (each for each in short[row.stream_id] if each.position < position)
            return
        where = {"stream_id": row.stream_id, "position": Within(below=position)}
        after: str | None = None
        while True:
            page = self._rows.page(
                HISTORY,
                where=where,
                order=("position",),
                descending=True,
                after=after,
                limit=_AT_ONCE if after else _SHORT,
            )
            yield from page.items
            after = page.next
            if after is None:
                return

    def _short(self, streams: _Streams) -> _Streams:
        """Newest first: the events of short streams that the page needs, read at once."""
        needed = {
            id: version
            for id, rows in streams.items()
            if not _are_of_asset(rows) and (version := _needed_below(rows)) <= _SHORT
        }
        ids = tuple(id for id, version in needed.items() if version > 1)
        found: dict[UUID, list[HistoryRow]] = {id: [] for id in needed}
        if ids:
            where = {"stream_id": ids, "version": Within(below=max(needed.values()))}
            for row in reversed(self._rows.all(HISTORY, where, order=("position",))):
                found[row.stream_id].append(row)
        return found


def _needed_below(rows: Sequence[HistoryRow]) -> int:
    """Version below which the page does not itself tell what was stated before each of its rows."""
    first, last = rows[0].version, rows[-1].version
    return first if last - first == len(rows) - 1 else last


def _are_of_asset(rows: Sequence[HistoryRow]) -> bool:
    return rows[0].thing == "asset"


def _last_of(names: set[str], before: Iterator[HistoryRow]) -> Statement:
    """The value that was stated last for each name; None where there is none."""
    found: Statement = {}
    while names - found.keys() and (row := next(before, None)):
        if row.fact not in MOMENTARY:
            found = stated(row) | found
    return {name: found.get(name) for name in names}


def _changed(before: Mapping[str, Any], says: Statement) -> Iterator[Change]:
    for name, value in says.items():
        if before.get(name) != value:
            yield Change(name, before.get(name), value)


def _without_costs(
    found: Mapping[int, tuple[Change, ...]],
) -> Mapping[int, tuple[Change, ...]]:
    return {position: tuple(map(_bare, changes)) for position, changes in found.items()}


def _bare(change: Change) -> Change:
    return Change(change.field, without_costs(change.before), without_costs(change.after))
