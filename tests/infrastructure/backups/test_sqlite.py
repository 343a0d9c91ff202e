"""B24: a SQLite ledger is copied while others write, checked, and put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from application.ports.backups import (
    BackupBroken,
    BackupExists,
    DatabaseInUse,
    NotABackup,
)
from application.ports.progress import Silent
from infrastructure.database.schema import SchemaTooNew
from tests.infrastructure.backups.conftest import Kept
from tests.support.fakes_runtime import WatchedProgress


def events_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        found: int = connection.execute("SELECT count(*) FROM stored_events").fetchone()[0]
    return found


def damage(file: Path) -> None:
    """Overwrite a page in the middle, as a broken disk does."""
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 2 // 4096 * 4096)
        opened.write(b"\xa5" * 4096)


class WritingMeanwhile(WatchedProgress):
    """Whoever copies is told of a page, and by then another event was stored."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self._kept = kept

    def advance(self, work: str, *, done: int, total: int) -> None:
        super().advance(work, done=done, total=total)
        if work == "Copying pages":
            self._kept.put()


def test_a_copy_is_the_ledger_of_one_instant_whatever_is_written_meanwhile(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrastructure.backups.sqlite_files._PAGES", 5)
    kept.put(30)
    watched = WritingMeanwhile(kept)

    assert kept.back_up(tmp_path / "copy", watched) == 30

    copied = [step for step in watched.told if step[0] == "Copying pages"]
    assert len(copied) > 3
    assert copied[-1][1] == copied[-1][2]
    assert "Verifying events" in {step[0] for step in watched.told}
    assert events_in(tmp_path / "copy") == 30
    assert events_in(kept.file) == 30 + len(copied)
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy"]


def test_a_file_is_not_overwritten_without_being_told(kept: Kept, tmp_path: Path) -> None:
    kept.put(3)
    to = tmp_path / "copy"
    to.write_text("somebody's")
    with pytest.raises(BackupExists) as refused:
        kept.back_up(to)
    assert "--overwrite" in refused.value.advice
    assert to.read_text() == "somebody's"
    assert kept.back_up(to, overwrite=True) == 3
    with pytest.raises(NotABackup):
        kept.back_up(kept.file, overwrite=True)
    with pytest.raises(NotABackup):
        kept.back_up(tmp_path / "nowhere" / "copy")


def test_a_damaged_database_is_not_taken_for_a_backup(kept: Kept, tmp_path: Path) -> None:
    kept.put(60)
    kept.back_up(tmp_path / "before")
    kept.database.close()
    with closing(sqlite3.connect(kept.file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert kept.backups.faults() == ()
    damage(kept.file)
    assert kept.backups.faults()
    with pytest.raises((BackupBroken, NotABackup)):
        kept.back_up(tmp_path / "copy")
    with pytest.raises((BackupBroken, NotABackup)):
        kept.back_up(tmp_path / "before", overwrite=True)
    assert not (tmp_path / "copy").exists()
    assert events_in(tmp_path / "before") == 60  # the good one is still there

    restored = kept.backups.restore(tmp_path / "before", Silent())

    assert restored.content.events == events_in(kept.file) == 60
    assert kept.backups.faults() == ()


def test_a_tampered_ledger_is_copied_as_it_is_and_not_restored(kept: Kept, tmp_path: Path) -> None:
    kept.put(30)
    kept.ledger.edit(17, state=b"{}")
    found = kept.backups.back_up(tmp_path / "copy", overwrite=False, progress=Silent())
    assert found.first_bad_position == 17
    with pytest.raises(BackupBroken) as refused:
        kept.backups.restore(tmp_path / "copy", Silent())
    assert "position 17" in refused.value.message
    assert list(tmp_path.glob("*.before-*")) == []


def test_the_former_database_is_kept_and_can_be_put_back(kept: Kept, tmp_path: Path) -> None:
    kept.put(10)
    kept.back_up(tmp_path / "copy")
    kept.put(5)
    kept.database.close()

    restored = kept.backups.restore(tmp_path / "copy", Silent())

    assert (events_in(kept.file), restored.content.events) == (10, 10)
    assert restored.kept
    assert events_in(Path(restored.kept)) == 15
    kept.backups.restore(Path(restored.kept), Silent())
    assert events_in(kept.file) == 15
    with closing(sqlite3.connect(kept.file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_restore_waits_for_nobody_and_changes_nothing_under_somebody(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrastructure.backups.sqlite._PATIENCE", 0.1)
    kept.put(10)
    kept.back_up(tmp_path / "copy")
    kept.put(5)  # and its connection stays open
    with pytest.raises(DatabaseInUse):
        kept.backups.restore(tmp_path / "copy", Silent())
    assert events_in(kept.file) == 15
    assert list(tmp_path.glob("*.restoring*")) == []


def test_what_is_no_backup_is_refused(kept: Kept, tmp_path: Path) -> None:
    kept.put(1)
    nothing, text, other = tmp_path / "nothing", tmp_path / "text", tmp_path / "other.sqlite"
    text.write_text("x" * 5000)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE other (x)")
    for file in (nothing, text, other):
        with pytest.raises(NotABackup):
            kept.backups.restore(file, Silent())
    newer = tmp_path / "newer"
    kept.back_up(newer)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew):
        kept.backups.restore(newer, Silent())
    assert events_in(kept.file) == 1


def test_an_empty_place_is_restored_to(kept: Kept, tmp_path: Path) -> None:
    """A new machine."""
    kept.put(4)
    kept.back_up(tmp_path / "copy")
    kept.database.close()
    kept.file.unlink()
    restored = kept.backups.restore(tmp_path / "copy", Silent())
    assert (restored.kept, events_in(kept.file)) == (None, 4)
