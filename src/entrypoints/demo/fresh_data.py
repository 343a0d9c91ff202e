"""The demo begins on fresh data, and never touches a ledger that it did not make."""

from __future__ import annotations

from pathlib import Path

from core.kernel.errors import Refused
from entrypoints.exclusive import only_one
from entrypoints.settings import Settings

_MARK = "demo"
"""File in the data folder that says: what lies here was made by the demo."""


class LedgerInUse(Refused):
    """There is a ledger that the demo did not make."""

    code = "ledger_in_use"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"There is a ledger at {where} that the demo did not make; it stays untouched.",
            advice="Point PERPETUA_DATA_DIR to another folder, or use an empty database.",
        )


def make_room(settings: Settings) -> None:
    """Remove what an earlier demo left, so that this one starts on a fresh SQLite file.

    Raises:
        LedgerInUse: the file is not the demo's.
        AlreadyServed: a `serve` or `worker` runs on it.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    mark = settings.data_dir / _MARK
    file = settings.sqlite_file
    if file and file.exists() and not mark.exists():
        raise LedgerInUse(str(file))
    with only_one(settings):
        for leftover in filter(None, (file, settings.simulator_state)):
            _remove(leftover)
    mark.write_text("The demo made the ledger and the simulator's state in this folder.\n")


def _remove(database: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal", ""):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
