"""The demo begins on fresh data, and never touches a ledger that it did not make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from core.kernel.errors import Refused
from entrypoints.exclusive import only_one
from entrypoints.settings import Settings

_MARK = "demo"
"""File in the data folder that says: what lies here was made by the demo."""
_USED = "SELECT 1 FROM stored_events WHERE topic NOT LIKE 'ledger.%' LIMIT 1"
"""An upgrade writes the ledger's own epoch before anybody uses it (D33)."""


class LedgerInUse(Refused):
    """There is a ledger that the demo did not make."""

    code = "ledger_in_use"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"There is a ledger at {where} that the demo did not make; it stays untouched.",
            advice="Point PERPETUA_DATA_DIR to another folder, or use an empty database.",
        )


def make_room(settings: Settings) -> Path | None:
    """Put aside what an earlier demo left, so that this one starts on a fresh SQLite file.

    Returns the folder that holds the earlier data now, or None when there was none.

    Raises:
        LedgerInUse: the file holds events, and the demo did not make it.
        AlreadyServed: a `serve` or `worker` runs on it.
    """
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = settings.data_dir / _MARK
    file = settings.sqlite_file
    if file and not mark.exists() and _has_events(file):
        raise LedgerInUse(str(file))
    with only_one(settings):
        put_aside = _put_aside(settings)
    mark.write_text("The demo made the ledger and the simulator's state in this folder.\n")
    return put_aside


def _has_events(file: Path) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(file)) as connection:
        try:
            return connection.execute(_USED).fetchone() is not None
        except sqlite3.OperationalError:  # a file without our tables
            return bool(connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())


def _put_aside(settings: Settings) -> Path | None:
    databases = filter(None, (settings.sqlite_file, settings.simulator_state))
    files = [each for database in databases for each in _files_of(database)]
    if not files:
        return None
    earlier = settings.data_dir / "earlier" / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    earlier.mkdir(parents=True)
    for file in files:
        file.rename(earlier / file.name)
    return earlier


def _files_of(database: Path) -> list[Path]:
    names = (database.name + suffix for suffix in ("", "-wal", "-shm", "-journal"))
    files = [file for name in names if (file := database.with_name(name)).exists()]
    return [*files, *database.parent.glob(f"{database.name}.seen-*")]
