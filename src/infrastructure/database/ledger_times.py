"""The statements that find positions of the ledger by time, and times by position (D34)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

TIME_STARTS_AT = len(b'{"m":{"time":"') + 1
"""Number of the byte of a stored event, counted from 1 as SQL does, at which its time starts."""
TIME_LENGTH = len(b"2026-03-01T09:30:00.000000Z")
TIME = f"substr(state, {TIME_STARTS_AT}, {TIME_LENGTH})"
"""The decided time of a stored event, in bytes that sort as times do."""
INDEXED = "(SELECT position FROM ledger_last_at ORDER BY time DESC LIMIT 1)"
"""Up to which position the index of times holds the ledger."""

_UTC_OFFSET = "+00:00"
_KNOWN = {"indexed": INDEXED, "time": TIME}
_SQLITE = {**_KNOWN, "id": "rowid", "mark": "?"}
_POSTGRESQL = {**_KNOWN, "id": "notification_id", "mark": "%s"}
_POSITION_BY = """coalesce(
    (SELECT {id} FROM stored_events WHERE {id} > coalesce({indexed}, 0) AND {time} <= {mark}
     ORDER BY {id} DESC LIMIT 1),
    (SELECT position FROM ledger_last_at WHERE time <= {mark} ORDER BY time DESC LIMIT 1),
    0
)"""
_BEHIND = "coalesce((SELECT max({id}) FROM stored_events), 0) - coalesce({indexed}, 0)"
_NEWEST_BY = """
SELECT time FROM (
    SELECT * FROM (SELECT time FROM ledger_newest_by WHERE position <= {mark}
     ORDER BY position DESC LIMIT 1) AS indexed
    UNION ALL
    SELECT {time} AS time FROM stored_events
    WHERE {id} > coalesce({indexed}, 0) AND {id} <= {mark}
) AS every ORDER BY time DESC LIMIT 1
"""


def words_of(*, is_sqlite: bool) -> Mapping[str, str]:
    """How a database calls the position of an event, and where a value stands in a statement."""
    return _SQLITE if is_sqlite else _POSTGRESQL


def position_by(*, is_sqlite: bool) -> str:
    """The expression for the last position decided by a time, which it is told twice; 0: none.

    It looks at each event that the index of times does not hold: it is exact whatever that holds.
    """
    return _POSITION_BY.format(**words_of(is_sqlite=is_sqlite))


def position_at(*, is_sqlite: bool) -> str:
    """The statement that answers `position_by`, and how many positions the index is behind."""
    behind = _BEHIND.format(**words_of(is_sqlite=is_sqlite))
    return f"SELECT {position_by(is_sqlite=is_sqlite)}, {behind}"


def newest_by(*, is_sqlite: bool) -> str:
    """The statement that finds the latest time up to a position, which it is told twice."""
    return _NEWEST_BY.format(**words_of(is_sqlite=is_sqlite))


def text_of_time(moment: datetime) -> str:
    """`2026-03-01T09:30:00.000000Z`: always 27 characters, so that texts sort as times do.

    Raises:
        ValueError: the time is not in UTC.
    """
    if moment.utcoffset() != timedelta(0):
        raise ValueError(f"{moment!r} is not in UTC")
    return moment.isoformat(timespec="microseconds").removesuffix(_UTC_OFFSET) + "Z"
