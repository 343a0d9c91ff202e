"""Raw price sheets in the database, each once under its SHA-256."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import text

from infrastructure.database.database import Database

_KEEP = text(
    "INSERT INTO price_sheets (sha256, country, content, kept_at) "
    "VALUES (:sha256, :country, :content, :kept_at) ON CONFLICT DO NOTHING"
)


class SqlEvidence:
    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, country: str, sha256: str, content: bytes) -> None:
        kept_at = datetime.now(UTC).isoformat()
        facts = {"sha256": sha256, "country": country, "content": content, "kept_at": kept_at}
        with self._database.writing().begin() as connection:
            connection.execute(_KEEP, facts)
