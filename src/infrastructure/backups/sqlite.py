"""Backups of a SQLite file: a copy through SQLite itself, and a new file in its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from application.ports.backups import (
    BackupBroken,
    BackupContent,
    BackupExists,
    DatabaseInUse,
    NotABackup,
    RestoredBackup,
)
from application.ports.clock import Clock
from application.ports.progress import Progress
from infrastructure.backups.sqlite_files import (
    FirstBadPosition,
    content_of,
    copied,
    faults,
    made_durable,
    require_sound,
)
from infrastructure.database.database import Database

_PATIENCE = 2.0
"""Seconds that a command may take to end before the database counts as in use."""
_WHEN = "%Y%m%dT%H%M%S.%fZ"
_BESIDE = ("-wal", "-shm")


class SqliteBackups:
    """Implements Backups."""

    def __init__(
        self, database: Database, clock: Clock, first_bad_position: FirstBadPosition
    ) -> None:
        self._file = database.file
        self._clock = clock
        self._first_bad_position = first_bad_position

    def back_up(self, to: Path, *, overwrite: bool, progress: Progress) -> BackupContent:
        if to.exists() and to.samefile(self._file):
            raise NotABackup(f"{to} is the database itself.")
        if to.exists() and not overwrite:
            raise BackupExists(
                f"{to} is there already.", advice="Name another file, or say: --overwrite."
            )
        with _unfinished(to.with_name(f"{to.name}.part")) as part:
            copied(self._file, part, progress)
            found = self._checked(part, progress)
            part.chmod(self._file.stat().st_mode & 0o777)
            part.replace(to)
            made_durable(to)
        return replace(found, file=str(to))

    def look(self, file: Path) -> BackupContent:
        return content_of(file)

    def restore(self, file: Path, progress: Progress) -> RestoredBackup:
        content_of(file)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with _unfinished(self._file.with_name(f"{self._file.name}.restoring")) as fresh:
            copied(file, fresh, progress)
            found = self._checked(fresh, progress)
            if found.first_bad_position is not None:
                raise _contradicted(file, found.first_bad_position)
            _prepare(fresh)
            kept = self._keep_former()
            fresh.replace(self._file)
            made_durable(self._file)
        return RestoredBackup(replace(found, file=str(file)), str(kept) if kept else None)

    def faults(self) -> tuple[str, ...]:
        return faults(self._file)

    def _checked(self, copy: Path, progress: Progress) -> BackupContent:
        require_sound(copy)
        database = Database(f"sqlite:///{copy}")
        try:
            bad = self._first_bad_position(database, progress)
        finally:
            database.close()
        return replace(content_of(copy), first_bad_position=bad)

    def _keep_former(self) -> Path | None:
        """A second name for the former database, so that at no instant there is none."""
        if not self._file.exists():
            return None
        _close(self._file)
        kept = self._file.with_name(f"{self._file.name}.before-{self._clock.now():{_WHEN}}")
        for ending in _BESIDE:  # of a database that is too damaged to be closed
            with suppress(FileNotFoundError):
                Path(f"{self._file}{ending}").rename(f"{kept}{ending}")
        os.link(self._file, kept)
        return kept


def _close(file: Path) -> None:
    """Take the write-ahead log into the file, which succeeds when nobody else has it open.

    Raises:
        DatabaseInUse: somebody has.
    """
    try:
        with closing(sqlite3.connect(file, _PATIENCE)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as fault:
        if fault.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise DatabaseInUse(
                f"Another program has {file} open.", advice="End it first; then restore."
            ) from fault


def _prepare(file: Path) -> None:
    """As `perpetua db upgrade` leaves a file: readers never wait for writers."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


@contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    """A file that is gone afterwards, unless it got another name."""
    try:
        yield file
    except OSError as fault:
        raise NotABackup(f"{file} cannot be written: {fault.strerror}") from fault
    finally:
        for ending in ("", "-journal", *_BESIDE):
            Path(f"{file}{ending}").unlink(missing_ok=True)


def _contradicted(file: Path, position: int) -> BackupBroken:
    return BackupBroken(
        f"The events of {file} contradict their hash chain, first at position {position}.",
        advice="Take another backup; keep this one for whoever looks into it.",
    )
