"""B24 D33: back up, lose something, restore, reconcile, resume; and doctor on broken files."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from entrypoints.exclusive import only_one
from entrypoints.settings import Settings
from tests.entrypoints.cli import cast
from tests.entrypoints.cli.terminal import Terminal


def ledger() -> Path:
    return Path(os.environ["PERPETUA_DATA_DIR"]) / "perpetua.sqlite"


def findings(perpetua: Terminal, *words: str) -> dict[str, str]:
    answer = perpetua("doctor", *words, "--json")
    return {each["subject"]: each["message"] for each in answer.json["findings"]}


def test_b24_a_restored_ledger_is_the_former_one_and_buys_only_after_somebody_resumed(
    perpetua: Terminal, furnished: cast.Furnished, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy.sqlite")
    made = perpetua("db", "backup", copy)
    assert (made.status, "Copying pages" in made.err) == (0, True)
    assert str(perpetua.events()) in made.out
    perpetua.ask("asset", "edit", furnished.asset, "--name", "After the backup")

    restored = perpetua.ask("db", "restore", copy, "--yes", "--reason", "tried")

    [told] = perpetua.ask("audit", "history", "--kind", "backup")["items"]
    assert (told["kind"], told["reason"]) == ("backup.restored.v1", "tried")
    assert {"field": "file", "before": None, "after": "copy.sqlite"} in told["changes"]
    assert restored["buying"] is False
    assert restored["events"] < perpetua.events()  # the pause is stored already
    assert perpetua.ask("asset", "show", furnished.asset)["name"] != "After the backup"
    assert "Buying is paused" in findings(perpetua)["buying"]
    order = perpetua.quoted("Contoso", cast.OFFICE)
    waiting = perpetua("order", "execute", order, "--yes", "--json")
    assert "Buying is paused" in waiting.json["assets"][0]["trouble"]
    assert perpetua.refused("buying", "resume", "--reason", "looks right") == (1, "not_reconciled")

    assert restored["undo"]
    perpetua.ask("db", "restore", restored["undo"], "--yes")
    assert perpetua.ask("asset", "show", furnished.asset)["name"] == "After the backup"


def test_a_backup_is_not_overwritten_and_nothing_is_restored_unasked(
    perpetua: Terminal, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy.sqlite")
    first = perpetua.ask("db", "backup", copy)
    assert first["first_bad_position"] is None
    assert perpetua.refused("db", "backup", copy) == (1, "backup_exists")
    assert perpetua.ask("db", "backup", copy, "--overwrite")["events"] == first["events"]
    assert perpetua.refused("db", "restore", copy) == (2, "wrong_usage")
    assert perpetua.refused("db", "restore", "nothing", "--yes") == (1, "not_a_backup")
    as_auditor = ["--yes", "--as", "auditor:eva"]
    assert perpetua.refused("db", "restore", copy, *as_auditor) == (1, "forbidden")
    with only_one(Settings.load()):
        assert perpetua.refused("db", "restore", copy, "--yes") == (1, "already_served")
    assert "undo" in perpetua("db", "restore", copy, "--yes", "--json").json


def test_a_damaged_file_is_found_by_doctor_and_refused_as_a_backup(
    perpetua: Terminal, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    perpetua.ask("db", "backup", str(copy))
    assert perpetua("doctor", "--deep").status == 0
    for file in (copy, ledger()):
        with file.open("r+b") as opened:
            opened.seek(file.stat().st_size // 2 // 4096 * 4096)
            opened.write(b"\xa5" * 4096)
    assert "database" in findings(perpetua)
    assert perpetua("doctor").status == 1
    assert perpetua.refused("db", "restore", str(copy), "--yes") == (4, "backup_broken")


def test_b4_a_changed_event_is_found_by_the_deep_look(perpetua: Terminal, tmp_path: Path) -> None:
    perpetua.ask("doctor")
    with closing(sqlite3.connect(ledger())) as connection, connection:
        connection.execute("UPDATE stored_events SET state = state || ' ' WHERE rowid = 3")
    assert "hash chain" not in findings(perpetua)
    assert "position 3" in findings(perpetua, "--deep")["hash chain"]
    copied = perpetua("db", "backup", str(tmp_path / "copy"), "--json")
    assert (copied.status, copied.json["first_bad_position"]) == (4, 3)


def test_b4_a_ledger_that_is_shorter_than_its_chain_is_told_with_what_was_set_aside(
    perpetua: Terminal, furnished: cast.Furnished
) -> None:
    """The events alone were restored: rows and chain are of a ledger that is gone."""
    perpetua.ask("asset", "list")
    with closing(sqlite3.connect(ledger())) as connection, connection:
        connection.execute("DELETE FROM stored_events WHERE rowid > ?", (furnished.events - 1,))
    found = findings(perpetua)
    assert "events were deleted, or restored" in found["hash chain"]
    assert "was set aside" in found["read model history"]
    states = {each["state"] for each in perpetua.ask("projection", "status")["items"]}
    assert states == {"ahead", "live"}
    shown = perpetua("projection", "status").out
    assert "ahead" in shown
    perpetua.ask("projection", "drop", "history", "--yes")
    assert "read model history" not in findings(perpetua)


def test_postgresql_has_its_own_tools(
    empty: Terminal, postgres_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PERPETUA_DATABASE_URL", postgres_url)
    empty.ask("db", "upgrade")
    for words in (("backup", str(tmp_path / "copy")), ("restore", "copy", "--yes")):
        assert empty.refused("db", *words) == (1, "not_from_here")
    assert "docs/backup-and-restore.md" in empty("db", "backup", "copy").err
    assert empty("doctor", "--deep").status == 0
