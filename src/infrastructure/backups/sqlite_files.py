"""SQLite files: copied while others write, looked into, and checked from end to end."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.exc import DBAPIError

from application.ports.backups import BackupBroken, BackupContent, NotABackup
from application.ports.progress import Progress
from infrastructure.database.database import Database
from infrastructure.database.engines import SQLITE_TIMEOUT
from infrastructure.database.schema import check

FirstBadPosition = Callable[[Database, Progress], int | None]
_PAGES = 2_000
"""Copied at once: 8 MB."""
_FAULTS = 20
_CONTENT = """
SELECT count(*), coalesce(max(rowid), 0),
    (SELECT json_extract(state, '$.m.time') FROM stored_events ORDER BY rowid DESC LIMIT 1)
FROM stored_events
"""


def copied(source: Path, target: Path, progress: Progress) -> None:
    """Copy a database as it is at this instant; others may go on writing to it.

    Raises:
        NotABackup: the source cannot be read, or the target not be written.
    """

    def tell(_: int, remaining: int, total: int) -> None:
        progress.advance("Copying pages", done=total - remaining, total=total)

    with _explained(source), closing(_opened(source)) as old, closing(_made(target)) as new:
        old.execute("BEGIN")  # held to the end: else each commit of others begins the copy anew
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        old.backup(new, pages=_PAGES, progress=tell, sleep=0)
        new.execute("PRAGMA journal_mode=DELETE")  # one file, which can be read from any medium


def faults(file: Path) -> tuple[str, ...]:
    """What SQLite finds wrong with a file, page by page; and rows that refer to nothing."""
    try:
        with closing(_opened(file)) as connection:
            told = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_FAULTS})")]
            strays = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as fault:
        return (str(fault),)
    lost = (f"a row of {stray[0]} refers to nothing in {stray[2]}" for stray in strays)
    return (*(each for each in told if each != "ok"), *lost)


def content_of(file: Path) -> BackupContent:
    """
    Raises:
        NotABackup: it is no ledger of Perpetua.
        SchemaTooNew: a newer Perpetua made it.
    """
    if not file.is_file():
        raise NotABackup(f"{file} is no file.", advice="Name one that perpetua db backup made.")
    with _explained(file):
        schema = _schema_of(file)
        with closing(_opened(file)) as connection:
            events, position, time = connection.execute(_CONTENT).fetchone()
    last = datetime.fromisoformat(time) if time else None
    return BackupContent(str(file), file.stat().st_size, schema, events, position, last, None)


def require_sound(file: Path) -> None:
    """
    Raises:
        BackupBroken: pages are damaged, or rows refer to nothing.
    """
    if found := faults(file):
        raise BackupBroken(
            f"{file} is damaged: {'; '.join(found)}",
            advice="Take another backup; keep this one for whoever looks into it.",
        )


def made_durable(file: Path) -> None:
    """A power cut takes neither the file nor its name back."""
    for path in (file, file.parent):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _schema_of(file: Path) -> str:
    database = Database(f"sqlite:///{file}")
    try:
        state = check(database)
    finally:
        database.close()
    if not state.known:
        state.require()
    if state.current is None:
        raise NotABackup(f"{file} holds no ledger of Perpetua.")
    return state.current


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file))}?mode=ro", SQLITE_TIMEOUT, uri=True)


def _made(file: Path) -> sqlite3.Connection:
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)  # it holds what the database holds
    return sqlite3.connect(file)


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as fault:
        raise _unusable(file, fault.orig) from fault
    except (sqlite3.Error, OSError) as fault:
        raise _unusable(file, fault) from fault


def _unusable(file: Path, fault: BaseException | None) -> NotABackup:
    return NotABackup(f"{file} cannot be copied: {fault}")
