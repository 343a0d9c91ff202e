"""The library's SQLite recorder, with reads that return positions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor, SQLiteDatastore

from infrastructure.database.engines import POOL_SIZE, SQLITE_TIMEOUT
from infrastructure.database.ledger_times import newest_by, position_at
from infrastructure.event_store.mapper import Row
from infrastructure.event_store.sqlite_connections import LedgerConnections

_COLUMNS = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
_STREAM = f"{_COLUMNS} WHERE originator_id = ? ORDER BY originator_version"
_AMONG = "originator_id IN (SELECT value FROM json_each(?))"
_STREAMS = f"{_COLUMNS} WHERE {_AMONG} ORDER BY originator_id, originator_version"
_STREAMS_UPTO = (
    f"{_COLUMNS} WHERE {_AMONG} AND rowid <= ? ORDER BY originator_id, originator_version"
)
_PAGE = f"{_COLUMNS} WHERE rowid > ? ORDER BY rowid LIMIT ?"
_PAGE_ABOUT = (
    f"{_COLUMNS} WHERE rowid > ? AND rowid <= ? AND topic GLOB ? || '*' ORDER BY rowid LIMIT ?"
)
_END = "SELECT max(rowid) FROM stored_events"
_POSITION_AT = position_at(is_sqlite=True)
_NEWEST_BY = newest_by(is_sqlite=True)
_COUNT = "SELECT count(*) FROM stored_events WHERE rowid > ?"


class _Ids(dict[str, UUID]):
    """Each stream's id by its text, made once: several events of a stream stand together."""

    def __missing__(self, text: str) -> UUID:
        self[text] = made = msgspec.convert(text, UUID)
        return made


class SQLiteLedgerRecorder(SQLiteApplicationRecorder):
    """Positions are rowids: nothing is ever deleted, so none is used twice."""

    datastore: SQLiteDatastore

    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **_: Any
    ) -> Sequence[int]:
        c.executemany(
            self.insert_events_statement,
            [
                (_hex(event.originator_id), event.originator_version, event.topic, event.state)
                for event in stored_events
            ],
        )
        c.execute("SELECT last_insert_rowid()")
        last = int(c.fetchone()[0])
        return list(range(last - len(stored_events) + 1, last + 1))

    def stream(self, id: UUID) -> Sequence[Row]:
        return self._rows(_STREAM, id.hex)

    def streams(self, ids: Sequence[UUID]) -> Sequence[Row]:
        return self._rows(_STREAMS, json.dumps([id.hex for id in ids]))

    def streams_upto(self, ids: Sequence[UUID], position: int) -> Sequence[Row]:
        return self._rows(_STREAMS_UPTO, json.dumps([id.hex for id in ids]), position)

    def page(self, after: int, limit: int) -> Sequence[Row]:
        return self._rows(_PAGE, after, limit)

    def page_about(self, topics: str, *, after: int, upto: int, limit: int) -> Sequence[Row]:
        return self._rows(_PAGE_ABOUT, after, upto, topics, limit)

    def end(self) -> int:
        return self._number(_END)

    def count(self, after: int) -> int:
        return self._number(_COUNT, after)

    def position_at(self, time: bytes) -> tuple[int, int]:
        with self._reading() as cursor:
            position, behind = cursor.execute(_POSITION_AT, (time, time)).fetchone()
            return position, behind

    def newest_by(self, position: int) -> bytes | None:
        with self._reading() as cursor:
            row = cursor.execute(_NEWEST_BY, (position, position)).fetchone()
            return row[0] if row else None

    def close(self) -> None:
        self.datastore.close()

    def _rows(self, statement: str, *parameters: object) -> list[Row]:
        with self._reading() as cursor:
            rows = cursor.execute(statement, parameters)
            ids = _Ids()
            return [
                (position, ids[stream_id], version, topic, state)
                for position, stream_id, version, topic, state in rows
            ]

    def _number(self, statement: str, *parameters: object) -> int:
        with self._reading() as cursor:
            row = cursor.execute(statement, parameters).fetchone()
            return int(row[0] or 0) if row else 0

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Cursor]:
        """One statement is its own transaction."""
        with (
            self.datastore.get_connection(commit=False) as connection,
            connection.cursor() as cursor,
        ):
            cursor.row_factory = None
            yield cursor


def sqlite_recorder(file: Path) -> SQLiteLedgerRecorder:
    """A recorder on a SQLite file that has the schema."""
    datastore = SQLiteDatastore(str(file))
    datastore.pool = LedgerConnections(
        db_name=str(file), pool_size=POOL_SIZE, max_overflow=0, pool_timeout=SQLITE_TIMEOUT
    )
    return SQLiteLedgerRecorder(datastore)


def _hex(id: UUID | str) -> str:
    return id.hex if isinstance(id, UUID) else id
