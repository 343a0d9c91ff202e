"""The one SQLite file that holds everything; what is committed survives a kill of the program."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    owner TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, key)
);
CREATE INDEX IF NOT EXISTS document_by_owner ON document (kind, owner);
"""
LISTED = "SELECT body FROM document WHERE kind = ? ORDER BY position"
OWNED = "SELECT body FROM document WHERE kind = ? AND owner = ? ORDER BY position"
UPSERT = """
INSERT INTO document (kind, key, owner, body) VALUES (?, ?, ?, ?)
ON CONFLICT (kind, key) DO UPDATE SET owner = excluded.owner, body = excluded.body
"""


class Store:
    """Documents by kind and key, in the order in which they were first put."""

    def __init__(self, path: Path | Literal[":memory:"]) -> None:
        self._connection = sqlite3.connect(
            path, timeout=10, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def put(self, kind: str, key: str, *, body: dict[str, Any], owner: str = "") -> None:
        self._connection.execute(UPSERT, (kind, key, owner, json.dumps(body)))

    def find(self, kind: str, key: str) -> dict[str, Any] | None:
        found = self._connection.execute(
            "SELECT body FROM document WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        return _body(found) if found else None

    def all(self, kind: str, owner: str | None = None) -> list[dict[str, Any]]:
        asked = (LISTED, (kind,)) if owner is None else (OWNED, (kind, owner))
        rows = self._connection.execute(*asked)
        return [_body(row) for row in rows]

    def remove(self, kind: str, key: str) -> bool:
        removed = self._connection.execute(
            "DELETE FROM document WHERE kind = ? AND key = ?", (kind, key)
        )
        return removed.rowcount > 0

    def remove_all(self, kind: str) -> int:
        return self._connection.execute("DELETE FROM document WHERE kind = ?", (kind,)).rowcount

    def close(self) -> None:
        self._connection.close()


def _body(row: tuple[str]) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(row[0])
    return body
