"""The library's PostgreSQL recorder, appending in one round trip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.rows import tuple_row
from sqlalchemy import URL

from infrastructure.database.database import psycopg_options
from infrastructure.database.engines import POOL_SIZE
from infrastructure.database.ledger_times import newest_by, position_at
from infrastructure.event_store.mapper import Row
from infrastructure.event_store.patience import Patience, leaving_former_leader, returns_soon

_APPEND = """
WITH turn AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(7305002), pg_notify('stored_events', '')
)
INSERT INTO stored_events (originator_id, originator_version, topic, state)
SELECT events.* FROM turn, """
_FEW = 12
"""More events than that are sent as arrays: faster then, and without a limit."""
_A_FEW_EVENTS = "(VALUES {}) AS events RETURNING notification_id"
_ONE_EVENT = "(%s::uuid, %s::bigint, %s::text, %s::bytea)"
_MANY_EVENTS = """unnest(%b::uuid[], %b::bigint[], %b::text[], %b::bytea[]) AS events
RETURNING notification_id"""

_COLUMNS = """
SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events"""
_STREAM = f"{_COLUMNS} WHERE originator_id = %s ORDER BY originator_version"
_AMONG = "originator_id = ANY(%s::uuid[])"
_STREAMS = f"{_COLUMNS} WHERE {_AMONG} ORDER BY originator_id, originator_version"
_STREAMS_UPTO = f"""{_COLUMNS} WHERE {_AMONG} AND notification_id <= %s
ORDER BY originator_id, originator_version"""
_PAGE = f"{_COLUMNS} WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
_PAGE_ABOUT = f"""{_COLUMNS} WHERE notification_id > %s AND notification_id <= %s
AND starts_with(topic, %s) ORDER BY notification_id LIMIT %s"""
_END = "SELECT max(notification_id) FROM stored_events"
_POSITION_AT = position_at(is_sqlite=False)
_NEWEST_BY = newest_by(is_sqlite=False)
_COUNT = "SELECT count(*) FROM stored_events WHERE notification_id > %s"


class PostgresLedgerRecorder(PostgresApplicationRecorder):
    """Appends one writer at a time, so that no reader passes a position that is filled later.

    The library locks the table for that, which collides with VACUUM; an advisory lock does not.
    """

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int]:
        """One statement is the whole transaction: lock, notification and rows.

        It is sent again when the connection was lost; then it may meet its own events.

        Raises:
            DatabaseAway: there is no connection; whether the events were stored is not known.
        """
        if not stored_events:
            return []
        statement, parameters = append(stored_events)
        patience = Patience(self.datastore.pool)
        try:
            return [at for (at,) in patience.ask(self._once, statement, parameters)]
        except IntegrityError:
            if patience.was_tried and (own := self._stored_as(stored_events)):
                return own
            raise

    def _stored_as(self, events: Sequence[StoredEvent]) -> Sequence[int]:
        """Positions of exactly these events, byte by byte; none when somebody else's lie there."""
        rows = self.streams(list({UUID(str(event.originator_id)) for event in events}))
        found: dict[tuple[object, ...], int] = {row[1:]: row[0] for row in rows}
        wanted: list[tuple[object, ...]] = [
            (e.originator_id, e.originator_version, e.topic, e.state) for e in events
        ]
        return [found[each] for each in wanted] if found.keys() >= set(wanted) else []

    def stream(self, id: UUID) -> Sequence[Row]:
        return self._rows(_STREAM, id)

    def streams(self, ids: Sequence[UUID]) -> Sequence[Row]:
        return self._rows(_STREAMS, list(ids))

    def streams_upto(self, ids: Sequence[UUID], position: int) -> Sequence[Row]:
        return self._rows(_STREAMS_UPTO, list(ids), position)

    def page(self, after: int, limit: int) -> Sequence[Row]:
        return self._rows(_PAGE, after, limit)

    def page_about(self, topics: str, *, after: int, upto: int, limit: int) -> Sequence[Row]:
        return self._rows(_PAGE_ABOUT, after, upto, topics, limit)

    def end(self) -> int:
        return self._number(_END)

    def count(self, after: int) -> int:
        return self._number(_COUNT, after)

    def position_at(self, time: bytes) -> tuple[int, int]:
        [(position, behind)] = self._rows(_POSITION_AT, time, time)
        return position, behind

    def newest_by(self, position: int) -> bytes | None:
        rows = self._rows(_NEWEST_BY, position, position)
        return bytes(rows[0][0]) if rows else None

    def close(self) -> None:
        self.datastore.close()

    def _number(self, statement: LiteralString, *parameters: object) -> int:
        rows = self._rows(statement, *parameters)
        return int(rows[0][0] or 0) if rows else 0

    def _rows(self, statement: LiteralString, *parameters: object) -> list[Any]:
        return Patience(self.datastore.pool).ask(self._once, statement, parameters)

    def _once(self, statement: LiteralString, parameters: Sequence[object]) -> list[Any]:
        with (
            self.datastore.get_connection() as connection,
            leaving_former_leader(connection),
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            return cursor.execute(statement, parameters, prepare=True).fetchall()


def append(events: Sequence[StoredEvent]) -> tuple[LiteralString, list[object]]:
    """The statement that appends them, and its parameters."""
    rows = [(e.originator_id, e.originator_version, e.topic, e.state) for e in events]
    if len(rows) > _FEW:
        return _APPEND + _MANY_EVENTS, [list(column) for column in zip(*rows, strict=True)]
    values = ", ".join([_ONE_EVENT] * len(rows))
    return _APPEND + _A_FEW_EVENTS.format(values), [value for row in rows for value in row]


def postgres_recorder(url: URL) -> PostgresLedgerRecorder:
    """A recorder on a PostgreSQL database that has the schema."""
    datastore = PostgresDatastore("", "", "", "", "", pool_size=1, max_overflow=POOL_SIZE - 1)
    assert isinstance(datastore.pool.kwargs, dict)
    row_factory = datastore.pool.kwargs["row_factory"]
    datastore.pool.kwargs = {"row_factory": row_factory, **psycopg_options(url)}
    returns_soon(datastore.pool)
    return PostgresLedgerRecorder(datastore)
