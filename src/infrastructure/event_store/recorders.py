"""Where the ledger's rows are kept: what both databases offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from infrastructure.database.database import Database
from infrastructure.event_store.mapper import Row
from infrastructure.event_store.postgres import postgres_recorder
from infrastructure.event_store.sqlite import sqlite_recorder


class LedgerRecorder(Protocol):
    """A recorder of the library, with reads that return positions."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Store all in one transaction; their positions.

        Raises:
            IntegrityError: a version of a stream is taken; nothing was stored.
        """
        ...

    def stream(self, id: UUID) -> Sequence[Row]:
        """Rows of a stream in order."""
        ...

    def streams(self, ids: Sequence[UUID]) -> Sequence[Row]:
        """Rows of several streams, each stream's in order."""
        ...

    def streams_upto(self, ids: Sequence[UUID], position: int) -> Sequence[Row]:
        """Rows of several streams up to a position, each stream's in order."""
        ...

    def page(self, after: int, limit: int) -> Sequence[Row]:
        """Up to `limit` rows behind a position, in order."""
        ...

    def page_about(self, topics: str, *, after: int, upto: int, limit: int) -> Sequence[Row]:
        """The same up to another position, of rows whose topics begin so."""
        ...

    def end(self) -> int:
        """The last position, or 0."""
        ...

    def count(self, after: int) -> int:
        """Number of rows behind a position."""
        ...

    def position_at(self, time: bytes) -> tuple[int, int]:
        """Last position decided at or before a time as the envelope writes it, or 0; and how many
        positions it had to look at because the index of times does not hold them yet."""
        ...

    def newest_by(self, position: int) -> bytes | None:
        """Latest time decided up to a position; None when there is none."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


def recorder_for(database: Database) -> LedgerRecorder:
    """A recorder on the schema that is there; it creates nothing."""
    if database.is_sqlite:
        return sqlite_recorder(database.file)
    return postgres_recorder(database.url)
