"""Pages of everything that happened: behind a cursor, as fast at the end as at the beginning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from application.history.filtered import FilteredHistory
from application.ports.rows import Page, Rows, Within
from application.projections.account_streams import ACCOUNT_STREAMS
from application.projections.history import HISTORY, HistoryRow
from core.kernel.errors import NotFound


@dataclass(frozen=True)
class Wanted:
    """Which page; `upto` leaves out what stands behind that position."""

    oldest_first: bool
    after: str | None
    limit: int
    upto: int | None = None


class HistoryPages:
    """Reads the read model of all events."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def end(self) -> int:
        """Position up to which events can be read."""
        return self._rows.position(HISTORY)

    def require_known(self, asked: FilteredHistory[Any]) -> None:
        """
        Raises:
            NotFound: there is no such thing, or no such account.
        """
        if asked.account_id and not self._is_account(asked.account_id):
            raise NotFound("account", str(asked.account_id))
        if asked.thing_id is None:
            return
        first = self._rows.page(
            HISTORY, where={"stream_id": asked.thing_id}, order=("position",), limit=1
        )
        if not first.items or asked.thing not in (None, first.items[0].thing):
            raise NotFound((asked.thing or "thing").replace("-", " "), str(asked.thing_id))

    def page(self, asked: FilteredHistory[Any], wanted: Wanted) -> Page[HistoryRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list, or a filter cannot be understood.
        """
        where = asked.where()
        if asked.thing_id and asked.account_id and not self._has_part(asked):
            return Page((), None)
        if wanted.upto is not None:
            where["position"] = Within(below=wanted.upto + 1)
        return self._rows.page(
            HISTORY,
            where=where,
            order=asked.order,
            descending=not wanted.oldest_first,
            after=wanted.after,
            limit=wanted.limit,
        )

    def _is_account(self, id: Any) -> bool:
        """Its own stream is the first that it has a part in."""
        own = {"account_id": id, "stream_id": id}
        return self._rows.one(ACCOUNT_STREAMS, own) is not None

    def _has_part(self, asked: FilteredHistory[Any]) -> bool:
        part = {"account_id": asked.account_id, "stream_id": asked.thing_id}
        return self._rows.one(ACCOUNT_STREAMS, part) is not None
