"""Signed heads in the database: a row each, never changed (B4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, text

from application.ports.heads import Head
from application.ports.rows import Page
from core.kernel.errors import Invalid
from infrastructure.database.database import Database

_COLUMNS = "SELECT position, hash, events, signed_at, public_key, signature FROM ledger_head"
_KEEP = text(
    "INSERT INTO ledger_head (position, hash, events, signed_at, public_key, signature) "
    "VALUES (:position, :hash, :events, :signed_at, :public_key, :signature) "
    "ON CONFLICT DO NOTHING"
)
_NEWEST = "ORDER BY signed_at DESC, position DESC, public_key LIMIT :limit"
_PAGE = text(f"{_COLUMNS} {_NEWEST} OFFSET :skipped")
_BY_POSITION = text(f"{_COLUMNS} ORDER BY position, signed_at")


class SqlHeads:
    """Implements Heads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, head: Head) -> None:
        stored = {**vars(head), "signed_at": f"{head.time:%Y-%m-%dT%H:%M:%SZ}"}
        del stored["time"]
        with self._database.writing().begin() as connection:
            connection.execute(_KEEP, stored)

    def latest(self) -> Head | None:
        return next(iter(self._page(0, 1)), None)

    def page(self, after: str | None, limit: int) -> Page[Head]:
        """The cursor counts the heads that come before the page."""
        skipped = _skipped(after)
        found = self._page(skipped, limit + 1)
        more = str(skipped + limit) if len(found) > limit else None
        return Page(tuple(found[:limit]), next=more)

    def by_position(self) -> Sequence[Head]:
        with self._database.engine.connect() as connection:
            return [_head(row) for row in connection.execute(_BY_POSITION)]

    def _page(self, skipped: int, limit: int) -> list[Head]:
        with self._database.engine.connect() as connection:
            rows = connection.execute(_PAGE, {"skipped": skipped, "limit": limit})
            return [_head(row) for row in rows]


def _skipped(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < len(str(2**63))):
        raise Invalid(
            f"{cursor!r} is no cursor of this list.", advice="Take the `next` of the page before."
        )
    return int(cursor)


def _head(row: Row[*tuple[Any, ...]]) -> Head:
    stored = dict(row._mapping)
    return Head(time=datetime.fromisoformat(stored.pop("signed_at")), **stored)
