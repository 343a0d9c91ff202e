"""The home of whatever database the ledger is in."""

from __future__ import annotations

from pathlib import Path

from application.ports.ledger_home import LedgerHome
from infrastructure.database.database import Database
from infrastructure.ledger_home.postgres import PostgresHome
from infrastructure.ledger_home.sqlite import SqliteHome


def home_of(database: Database, folder: Path, *, strict_replication: bool) -> LedgerHome:
    """`folder` is the data folder, which keeps the landmarks of a PostgreSQL ledger."""
    if database.is_sqlite:
        return SqliteHome(database.file)
    return PostgresHome(database, folder, strict_replication=strict_replication)
