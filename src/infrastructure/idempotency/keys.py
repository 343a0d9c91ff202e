"""Idempotency keys in the database."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import text

from application.ports.idempotency import KeptAnswer
from infrastructure.database.database import Database

_BEGIN = text(
    "INSERT INTO idempotency_keys (actor, key, fingerprint, command_id, created_at) "
    "VALUES (:actor, :key, :fingerprint, :command_id, :created_at) ON CONFLICT DO NOTHING"
)
_KEPT = text(
    "SELECT fingerprint, command_id, status, body FROM idempotency_keys "
    "WHERE actor = :actor AND key = :key"
)
_FINISH = text(
    "UPDATE idempotency_keys SET status = :status, body = :body "
    "WHERE actor = :actor AND key = :key AND status IS NULL"
)


class SqlIdempotencyKeys:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, actor: str, key: str, fingerprint: str, command_id: UUID) -> KeptAnswer:
        named = {"actor": actor, "key": key}
        first = {
            **named,
            "fingerprint": fingerprint,
            "command_id": str(command_id),
            "created_at": datetime.now(UTC).isoformat(),
        }
        with self._database.writing().begin() as connection:
            connection.execute(_BEGIN, first)
            kept = connection.execute(_KEPT, named).one()
        body = bytes(kept.body) if kept.body is not None else None
        return KeptAnswer(kept.fingerprint, UUID(str(kept.command_id)), kept.status, body)

    def finish(self, actor: str, key: str, status: int, body: bytes) -> None:
        answer = {"actor": actor, "key": key, "status": status, "body": body}
        with self._database.writing().begin() as connection:
            connection.execute(_FINISH, answer)
