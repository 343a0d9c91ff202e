"""The backups of whatever database there is."""

from __future__ import annotations

from application.ports.backups import Backups
from application.ports.clock import Clock
from infrastructure.backups.postgres import PostgresBackups
from infrastructure.backups.sqlite import SqliteBackups
from infrastructure.backups.sqlite_files import FirstBadPosition
from infrastructure.database.database import Database


def backups_of(database: Database, clock: Clock, first_bad_position: FirstBadPosition) -> Backups:
    """`first_bad_position` verifies the hash chain of a copy."""
    if database.is_sqlite:
        return SqliteBackups(database, clock, first_bad_position)
    return PostgresBackups(database)
