"""Copies of the whole database: made while people work, checked, and put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from application.ports.progress import Progress
from core.kernel.errors import Refused


@dataclass(frozen=True)
class BackupContent:
    """What a copy holds: its size in bytes, and how far its ledger goes.

    `last_event_at` is the decided time (UTC) of the last event; None when there is none.
    `first_bad_position`: there the events contradict their hash chain, as those of the database do
    from which the copy was made; None when they agree, or nothing was looked at yet.
    """

    file: str
    bytes: int
    schema: str
    events: int
    position: int
    last_event_at: datetime | None
    first_bad_position: int | None


@dataclass(frozen=True)
class RestoredBackup:
    """`kept` is the database that was there before; None when there was none."""

    content: BackupContent
    kept: str | None


class BackupExists(Refused):
    """A file is there, and nobody said that it may be replaced."""

    code = "backup_exists"


class NotABackup(Refused):
    """The file is no ledger of Perpetua, or cannot be read or written."""

    code = "not_a_backup"


class BackupBroken(Refused):
    """The file is damaged, or its events contradict their hash chain."""

    code = "backup_broken"


class DatabaseInUse(Refused):
    """Another process has the database open."""

    code = "database_in_use"


class NotFromHere(Refused):
    """PostgreSQL brings its own tools for that."""

    code = "not_from_here"


class Backups(Protocol):
    """Copies of this installation's database.

    All of them but `faults` raise NotFromHere on PostgreSQL.
    """

    def back_up(self, to: Path, *, overwrite: bool, progress: Progress) -> BackupContent:
        """Copy the database as it is at one instant, while others write, and check the copy.

        Raises:
            BackupExists: the file is there, and must not be overwritten.
            BackupBroken: the database, and so the copy, is damaged; no file is left.
            NotABackup: the file cannot be written, or is the database itself.
        """
        ...

    def look(self, file: Path) -> BackupContent:
        """What a copy holds, without checking it.

        Raises:
            NotABackup: it is none.
            SchemaTooNew: a newer Perpetua made it.
        """
        ...

    def restore(self, file: Path, progress: Progress) -> RestoredBackup:
        """Check a copy and put a copy of it in the database's place, from one instant to the next.

        The former database is kept beside it under a name with the time.

        Raises:
            NotABackup, SchemaTooNew: as for `look`; nothing has changed.
            BackupBroken: it is damaged, or its chain is broken; nothing has changed.
            DatabaseInUse: another process works on the database; nothing has changed.
        """
        ...

    def faults(self) -> tuple[str, ...]:
        """What the database finds wrong with its own files; reads all of a SQLite file."""
        ...
