"""From a time to the position that the ledger had then, by a probe instead of a scan (D34)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from infrastructure.database.database import Database
from infrastructure.database.ledger_times import words_of

_PAGE = 10_000
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('perpetua.ledger_times'))"
_BEHIND = """
SELECT {id}, {time} FROM stored_events WHERE {id} > coalesce({indexed}, 0) ORDER BY {id} LIMIT 10000
"""
_NEWEST = "SELECT time FROM ledger_newest_by ORDER BY position DESC LIMIT 1"
_FORGET = "DELETE FROM ledger_last_at WHERE time >= {mark}"
_REMEMBER = "INSERT INTO ledger_last_at (time, position) VALUES ({mark}, {mark})"
_RISE = "INSERT INTO ledger_newest_by (position, time) VALUES ({mark}, {mark})"
Moment = tuple[int, bytes]
"""A position, and the time decided there, as the envelope writes it."""


class TimeIndex:
    """The positions behind which no earlier time follows, and those at which time was never later.

    An event takes out of the index all times that are not before its own: so the last entry by a
    time is the last position by that time, however crooked the clocks went.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._words = words_of(is_sqlite=database.is_sqlite)

    def catch_up(self) -> None:
        """Take in every event that the ledger holds now, a page in each transaction."""
        while self._page() == _PAGE:
            pass

    def _page(self) -> int:
        with self._database.derived.begin() as connection:
            if not self._database.is_sqlite:
                connection.exec_driver_sql(_ONE_AT_A_TIME)
            found = connection.exec_driver_sql(_BEHIND.format(**self._words))
            page = [(position, bytes(time)) for position, time in found]
            if page:
                self._take(connection, page)
        return len(page)

    def _take(self, connection: Connection, page: list[Moment]) -> None:
        self._write(connection, _FORGET, [(min(time for _, time in page),)])
        last_at = [(time, position) for position, time in _never_earlier(page)]
        self._write(connection, _REMEMBER, last_at)
        newest = connection.exec_driver_sql(_NEWEST).scalar()
        self._write(connection, _RISE, list(_rises(page, bytes(newest or b""))))

    def _write(self, connection: Connection, statement: str, rows: list[Any]) -> None:
        if rows:
            connection.exec_driver_sql(statement.format(**self._words), rows)


def _never_earlier(page: Iterable[Moment]) -> list[Moment]:
    """Those after which every time is later."""
    kept: list[Moment] = []
    for position, time in page:
        while kept and kept[-1][1] >= time:
            kept.pop()
        kept.append((position, time))
    return kept


def _rises(page: Iterable[Moment], newest: bytes) -> Iterable[Moment]:
    """Those before which every time is earlier."""
    for position, time in page:
        if time > newest:
            newest = time
            yield position, time
