"""Single statements whose loss harms nobody, such as leases: each is its own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import TextClause

from infrastructure.database.database import Database


@dataclass(frozen=True)
class Hinted:
    """How many rows a statement changed, and the first value that it gave back."""

    changed: int
    value: Any


def hint(database: Database, statement: TextClause, told: Mapping[str, Any]) -> Hinted:
    """Run a statement whose parameters are written `:name`, and which both stores understand.

    SQLite's driver reads them as they are, which saves most of what such a statement costs.

    Raises:
        OperationalError: the store's driver's, or SQLAlchemy's; the database did not answer.
    """
    if database.is_sqlite:
        return _at_sqlite(database, statement.text, told)
    with database.hints.connect() as connection:
        result = connection.execute(statement, told)
        first = tuple(result.first() or ()) if result.returns_rows else ()
        return Hinted(result.rowcount, first[0] if first else None)


def _at_sqlite(database: Database, statement: str, told: Mapping[str, Any]) -> Hinted:
    pooled = database.hints.raw_connection()
    try:
        cursor = pooled.cursor()
        cursor.execute(statement, dict(told))
        rows = cursor.fetchall()  # to its end, as it is not over before
        changed = cursor.rowcount
        cursor.close()
    finally:
        pooled.close()
    return Hinted(changed, rows[0][0] if rows else None)
