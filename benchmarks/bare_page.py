"""The floor of P6: the raw driver, a comparison of rows on the index, and msgspec; nothing of ours.

It answers what the API answers for whoever sees the cost, and knows no versions of tables, no
sign-in, no ledger that the rows must keep up with.
"""

from __future__ import annotations

import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from benchmarks.bare_answer import answered
from benchmarks.bare_shapes import BareRecord

_FIRST = (
    "SELECT record FROM {} WHERE account_id = ? ORDER BY purchase_date DESC, asset_id DESC LIMIT ?"
)
_BEHIND = (
    "SELECT record FROM {} WHERE account_id = ? AND (purchase_date, asset_id) "
    "< (?, ?) ORDER BY purchase_date DESC, asset_id DESC LIMIT ?"
)


_read = msgspec.json.Decoder(BareRecord).decode
_write = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class BarePages:
    """Pages of an account; `mark` is what the API writes into the cursors of this list."""

    connection: sqlite3.Connection
    table: str
    account: UUID
    mark: str
    limit: int = 50

    def page(self, after: str | None) -> bytes:
        """The page behind a cursor, as JSON."""
        place = () if after is None else place_of(after)
        statement = (_BEHIND if place else _FIRST).format(self.table)
        asked = (self.account.hex, *place, self.limit + 1)
        rows = self.connection.execute(statement, asked).fetchall()
        records = [_read(record) for (record,) in rows[: self.limit]]
        now = datetime.now(UTC)
        items = [answered(record, now) for record in records]
        is_last = len(rows) <= self.limit
        return _write(
            {
                "items": items,
                "next": None
                if is_last
                else self.cursor(records[-1].purchase_date, records[-1].asset_id),
            }
        )

    def cursor(self, bought: str, asset: str) -> str:
        """The API's cursor behind that asset."""
        place = (self.mark, bought, asset, self.account)
        return urlsafe_b64encode(_write(place)).decode().rstrip("=")


def mark_of(cursor: str) -> str:
    """What all cursors of its list begin with."""
    return str(_content(cursor)[0])


def place_of(cursor: str) -> tuple[str, str]:
    """Purchase date and asset, as the table holds them."""
    _, bought, asset, _ = _content(cursor)
    moment = datetime.fromisoformat(bought).isoformat(timespec="microseconds")
    return moment, asset.replace("-", "")


def _content(cursor: str) -> Any:
    return msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
