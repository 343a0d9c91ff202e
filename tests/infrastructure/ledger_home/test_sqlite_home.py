"""Copies and restores of a SQLite ledger are noticed, everyday work is not (D33, B24)."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.epoch.errors import BuyingIsPaused
from core.epoch.values import PauseCause
from entrypoints.bootstrap import upgrade_schema
from entrypoints.settings import Settings
from infrastructure.ledger_home.birth import birth_of
from infrastructure.ledger_home.sqlite import SqliteHome
from tests.infrastructure.ledger_home.ledgers import buy, buying, files_of, write

TAKE_THE_LOG = """
import sqlite3, sys
sqlite3.connect(sys.argv[1], timeout=0).execute("PRAGMA journal_mode=DELETE")
"""
Restore = Callable[[Path, Path], object]


def at(folder: Path) -> Settings:
    return Settings(data_dir=folder)


def checkpointed(settings: Settings) -> Path:
    """The database file, with everything in it."""
    file = settings.data_dir / "perpetua.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def test_a_copied_folder_does_not_buy_and_the_original_does(
    on_sqlite: Settings, tmp_path: Path
) -> None:
    buy(on_sqlite)
    shutil.copytree(on_sqlite.data_dir, tmp_path / "copy")
    copy = buying(at(tmp_path / "copy"))
    assert (copy.allowed, copy.cause) == (False, PauseCause.ELSEWHERE)
    assert copy.identity_known == buying(on_sqlite).identity_seen
    with pytest.raises(BuyingIsPaused):
        buy(at(tmp_path / "copy"))
    buy(on_sqlite)


def overwrite(backup: Path, file: Path) -> None:
    """`cp`: other bytes in the same file."""
    file.write_bytes(backup.read_bytes())


def restore_with_sqlite(backup: Path, file: Path) -> None:
    with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)


@pytest.mark.parametrize("restore", [overwrite, restore_with_sqlite])
def test_an_older_state_written_into_the_same_file_does_not_buy(
    on_sqlite: Settings, tmp_path: Path, restore: Restore
) -> None:
    file = checkpointed(on_sqlite)
    backup = Path(shutil.copy(file, tmp_path / "backup"))
    buy(on_sqlite)
    checkpointed(on_sqlite)
    before = SqliteHome(file).identity()
    restore(backup, file)
    found = buying(on_sqlite)
    assert found.identity_seen == before
    assert (found.allowed, found.cause) == (False, PauseCause.BEHIND)


def test_an_older_state_is_recognised_after_it_grew(on_sqlite: Settings, tmp_path: Path) -> None:
    backup = Path(shutil.copy(file := checkpointed(on_sqlite), tmp_path / "backup"))
    buy(on_sqlite)
    checkpointed(on_sqlite)
    overwrite(backup, file)
    for number in range(5):
        write(on_sqlite, f"Name {number}")
    assert buying(on_sqlite).cause == PauseCause.BEHIND


def test_old_landmarks_that_come_along_with_a_restore_change_nothing(
    on_sqlite: Settings, tmp_path: Path
) -> None:
    buy(on_sqlite)
    checkpointed(on_sqlite)
    backup = shutil.copytree(on_sqlite.data_dir, tmp_path / "backup")
    for _ in range(3):
        buy(on_sqlite)
    file = checkpointed(on_sqlite)
    for each in files_of(backup / file.name):
        overwrite(each, file.parent / each.name)
    assert buying(on_sqlite).cause == PauseCause.BEHIND


def test_a_folder_that_was_deleted_and_restored_is_noticed_by_the_births_of_its_files(
    on_sqlite: Settings, tmp_path: Path
) -> None:
    """A file system may give the new file the old one's number."""
    buy(on_sqlite)
    checkpointed(on_sqlite)
    backup = shutil.copytree(on_sqlite.data_dir, tmp_path / "backup")
    shutil.rmtree(on_sqlite.data_dir)
    shutil.copytree(backup, on_sqlite.data_dir)
    assert buying(on_sqlite).cause == PauseCause.ELSEWHERE


def test_restarts_upgrades_and_vacuum_are_no_restore(on_sqlite: Settings) -> None:
    buy(on_sqlite)
    upgrade_schema(on_sqlite)
    with closing(sqlite3.connect(checkpointed(on_sqlite))) as connection:
        connection.execute("VACUUM")
    buy(on_sqlite)
    assert buying(on_sqlite).allowed
    assert buying(on_sqlite).epoch == 1


def test_a_ledger_that_is_moved_within_its_file_system_buys_on(
    on_sqlite: Settings, tmp_path: Path
) -> None:
    """There is still but one of it."""
    buy(on_sqlite)
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for file in files_of(checkpointed(on_sqlite)):
        file.rename(moved / file.name)
    buy(at(moved))
    moved.rename(tmp_path / "again")
    buy(at(tmp_path / "again"))


def test_only_the_latest_landmark_is_kept(on_sqlite: Settings) -> None:
    for _ in range(3):
        buy(on_sqlite)
    assert len(list(on_sqlite.data_dir.glob("*.seen-*"))) == 1


def test_looking_at_the_file_keeps_the_locks_that_sqlite_holds_on_it(on_sqlite: Settings) -> None:
    """Closing any descriptor of a file ends all of a process's locks on it; with its lock gone,
    another process could take the write-ahead log away."""
    file = checkpointed(on_sqlite)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("SELECT count(*) FROM stored_events").fetchone()
        SqliteHome(file).identity()
        taken = subprocess.run([sys.executable, "-c", TAKE_THE_LOG, file], capture_output=True)
    assert b"database is locked" in taken.stderr


def test_a_file_has_one_birth_and_a_copy_another(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("first")
    born = birth_of(file)
    file.write_text("again")
    assert birth_of(file) == born
    if born:
        assert birth_of(Path(shutil.copy2(file, tmp_path / "copy"))) > born
