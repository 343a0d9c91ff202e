"""The ledger's rows as they are stored, byte by byte, without anything that decodes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from infrastructure.database.database import Database
from infrastructure.database.reaching import by_the_driver
from infrastructure.tamper_evidence.links import Frame, StoredRow, framed

_SQLITE = """
SELECT rowid, CAST(originator_id AS BLOB),
    CASE typeof(originator_version) WHEN 'integer' THEN originator_version END,
    CASE typeof(topic) WHEN 'text' THEN CAST(topic AS BLOB) END,
    CASE typeof(state) WHEN 'blob' THEN state END
FROM stored_events WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?
"""
_POSTGRESQL = """
SELECT notification_id, convert_to(encode(uuid_send(originator_id), 'hex'), 'UTF8'),
    originator_version, convert_to(topic, 'UTF8'), state
FROM stored_events WHERE notification_id > %s AND notification_id <= %s
ORDER BY notification_id LIMIT %s
"""
_FRAMES_POSTGRESQL = f"COPY ({_POSTGRESQL}) TO STDOUT (FORMAT binary)"
"""PostgreSQL's binary copy puts the same lengths in front of the same bytes as a link does."""
_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_FIELDS = b"\x00\x05"
"""Begins every row of the copy, and says that it has five fields."""
_FIRST_SQLITE = "SELECT min(rowid) FROM stored_events"
_ENDS_SQLITE = """
SELECT coalesce((SELECT max(rowid) FROM stored_events), 0),
    coalesce((SELECT max(position) FROM ledger_chain), 0)
"""
_ENDS_POSTGRESQL = _ENDS_SQLITE.replace("rowid", "notification_id")
_FIRST_POSTGRESQL = _FIRST_SQLITE.replace("rowid", "notification_id")


class StoredRows:
    """Reads with the driver itself: a chain of a million events is read in seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = _SQLITE if database.is_sqlite else _POSTGRESQL
        self._first = _FIRST_SQLITE if database.is_sqlite else _FIRST_POSTGRESQL
        self._ends = _ENDS_SQLITE if database.is_sqlite else _ENDS_POSTGRESQL

    def between(self, after: int, upto: int, limit: int) -> list[StoredRow]:
        """At most `limit` rows behind a position, up to another one."""
        with self._cursor() as cursor:
            cursor.execute(self._rows, (after, upto, limit))
            rows: list[StoredRow] = cursor.fetchall()
            return rows

    def frames(self, after: int, upto: int, limit: int) -> list[Frame]:
        """The same rows, framed as they stand in their links."""
        if self._database.is_sqlite:
            return [framed(row) for row in self.between(after, upto, limit)]
        with (
            self._cursor() as cursor,
            cursor.copy(_FRAMES_POSTGRESQL, (after, upto, limit)) as copy,
        ):
            rows = (bytes(row).removeprefix(_SIGNATURE) for row in copy)
            return [row.removeprefix(_FIELDS) for row in rows if row.startswith(_FIELDS)]

    def is_chained(self) -> bool:
        """Whether the chain ends where the ledger does."""
        [(ledger, chain)] = self._database.probe(self._ends, ())
        return bool(ledger == chain)

    def first(self) -> int | None:
        """The first position; the ledger counts from 1."""
        with self._cursor() as cursor:
            cursor.execute(self._first)
            found: int | None = cursor.fetchone()[0]
            return found

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        with by_the_driver(self._database.engine) as connection:
            binary = {} if self._database.is_sqlite else {"binary": True}
            with closing(connection.cursor(**binary)) as cursor:
                yield cursor
