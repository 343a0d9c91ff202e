"""Recorded exchanges in the database: a row each, never changed (B6)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import text

from application.ports.exchanges import Conversation, Exchange
from infrastructure.database.database import Database

_KEEP = text("""
    INSERT INTO vendor_exchange (
        conversation_id, asset_id, attempt, step, version, stored, trouble, began_at,
        sequence, sent_at, method, path, request_id, request, status, failure, headers, answer,
        cut, milliseconds
    ) VALUES (
        :conversation_id, :asset_id, :attempt, :step, :version, :stored, :trouble, :began_at,
        :sequence, :sent_at, :method, :path, :request_id, :request, :status, :failure, :headers,
        :answer, :cut, :milliseconds
    ) ON CONFLICT DO NOTHING
""")
_OF_ASSET = text(
    "SELECT * FROM vendor_exchange WHERE asset_id = :asset_id "
    "ORDER BY began_at, conversation_id, sequence"
)
_COUNT = text(
    "SELECT attempt, count(*) AS exchanges FROM vendor_exchange "
    "WHERE asset_id = :asset_id GROUP BY attempt"
)


class SqlExchanges:
    """Implements Exchanges."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, conversations: Sequence[Conversation]) -> None:
        rows = [row for each in conversations for row in _rows(each)]
        if rows:
            with self._database.writing().begin() as connection:
                connection.execute(_KEEP, rows)

    def of(self, asset_id: UUID) -> Sequence[Conversation]:
        with self._database.engine.connect() as connection:
            rows = connection.execute(_OF_ASSET, {"asset_id": str(asset_id)}).mappings().all()
        return tuple(
            _conversation(tuple(said))
            for _, said in groupby(rows, lambda row: row["conversation_id"])
        )

    def count(self, asset_id: UUID) -> Mapping[int, int]:
        with self._database.engine.connect() as connection:
            counted = connection.execute(_COUNT, {"asset_id": str(asset_id)}).all()
        return {row.attempt: row.exchanges for row in counted}


def _rows(conversation: Conversation) -> Iterator[dict[str, Any]]:
    about = {
        "conversation_id": str(conversation.conversation_id),
        "asset_id": str(conversation.asset_id),
        "attempt": conversation.attempt,
        "step": conversation.step,
        "version": conversation.version,
        "stored": conversation.stored,
        "trouble": conversation.trouble,
        "began_at": conversation.began_at.isoformat(timespec="microseconds"),
    }
    for sequence, each in enumerate(conversation.exchanges, start=1):
        yield {**about, "sequence": sequence, **_said(each)}


def _said(exchange: Exchange) -> dict[str, Any]:
    return {
        "sent_at": exchange.at.isoformat(timespec="microseconds"),
        "method": exchange.method,
        "path": exchange.path,
        "request_id": exchange.request_id,
        "request": exchange.request,
        "status": exchange.status,
        "failure": exchange.failure,
        "headers": json.dumps(dict(exchange.headers)),
        "answer": exchange.answer,
        "cut": exchange.cut,
        "milliseconds": exchange.milliseconds,
    }


def _conversation(rows: Sequence[Mapping[Any, Any]]) -> Conversation:
    first = rows[0]
    return Conversation(
        conversation_id=UUID(str(first["conversation_id"])),
        asset_id=UUID(str(first["asset_id"])),
        attempt=first["attempt"],
        step=first["step"],
        version=first["version"],
        stored=first["stored"],
        trouble=first["trouble"],
        began_at=_moment(first["began_at"]),
        exchanges=tuple(_exchanges(rows)),
    )


def _exchanges(rows: Iterable[Mapping[Any, Any]]) -> Iterator[Exchange]:
    for row in rows:
        yield Exchange(
            at=_moment(row["sent_at"]),
            method=row["method"],
            path=row["path"],
            request_id=row["request_id"],
            request=row["request"],
            status=row["status"],
            failure=row["failure"],
            headers=json.loads(row["headers"]),
            answer=row["answer"],
            cut=bool(row["cut"]),
            milliseconds=row["milliseconds"],
        )


def _moment(stored: datetime | str) -> datetime:
    """SQLite gives text, PostgreSQL a time."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment.astimezone(UTC)
