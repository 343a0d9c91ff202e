"""PostgreSQL makes and restores backups itself; it tells only what its checksums found."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from sqlalchemy import text

from application.ports.backups import BackupContent, NotFromHere, RestoredBackup
from application.ports.progress import Progress
from infrastructure.database.database import Database

_CHECKSUM_FAILURES = text(
    "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()"
)


class PostgresBackups:
    """Implements Backups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def back_up(self, to: Path, *, overwrite: bool, progress: Progress) -> BackupContent:
        _refuse("pg_dump")

    def look(self, file: Path) -> BackupContent:
        _refuse("pg_restore")

    def restore(self, file: Path, progress: Progress) -> RestoredBackup:
        _refuse("pg_restore")

    def faults(self) -> tuple[str, ...]:
        """Pages whose checksum was wrong when they were read; see `pg_amcheck` for a full look."""
        with self._database.engine.connect() as connection:
            failures = connection.execute(_CHECKSUM_FAILURES).scalar() or 0
        return (f"{failures} pages had a wrong checksum",) if failures else ()


def _refuse(tool: str) -> NoReturn:
    raise NotFromHere(
        "This is for SQLite; PostgreSQL brings its own tools.",
        advice=f"Use {tool}, as docs/backup-and-restore.md says.",
    )
