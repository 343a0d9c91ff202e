"""What makes the ledger evidence: the chain, signed heads, exports and their verifier (B4)."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.entrypoints.cli.terminal import Terminal

EVA = ("--as", "auditor:eva")


@pytest.fixture
def here(perpetua: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, beside the furnished data."""
    folder = tmp_path / "auditor"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def kit(perpetua: Terminal, here: Path) -> Path:
    """All that an auditor takes along: export, verifier, head and public key."""
    perpetua.ask("audit", "head", "--to", "head.json")
    perpetua.ask("audit", "export", "events.jsonl", "--verifier", *EVA)
    (here / "key.pem").write_text(perpetua("audit", "public-key", *EVA).out)
    return here


def tamper(statement: str) -> None:
    file = Path(os.environ["PERPETUA_DATA_DIR"]) / "perpetua.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        assert connection.execute(statement).rowcount > 0


def test_b4_a_ledger_that_nobody_touched_is_whole(perpetua: Terminal) -> None:
    events = perpetua.events()
    found = perpetua.ask("audit", "verify", *EVA)
    assert (found["ok"], found["events"], found["first_bad_position"]) == (True, events, None)
    assert sorted(found["head"]) == ["events", "hash", "position"]
    assert re.fullmatch("[0-9a-f]{64}", found["head"]["hash"])
    assert "The ledger is whole" in perpetua("audit", "verify", *EVA).out
    assert perpetua.events() == events


def test_b4_a_change_behind_perpetuas_back_exits_4_and_names_the_position(
    perpetua: Terminal,
) -> None:
    perpetua.ask("audit", "verify")
    tamper("UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE rowid = 3")
    broken = perpetua("audit", "verify", "--json", *EVA)
    assert (broken.status, broken.json["ok"], broken.json["first_bad_position"]) == (4, False, 3)
    shown = perpetua("audit", "verify", *EVA)
    assert shown.status == 4
    assert "First bad position: 3" in shown.out


def test_b4_a_head_kept_elsewhere_finds_what_the_database_forgot(
    perpetua: Terminal, here: Path
) -> None:
    head = perpetua.ask("audit", "head", "--to", "head.json")
    assert json.loads((here / "head.json").read_text()) == head
    assert perpetua.ask("audit", "verify", "--head", "head.json")["ok"]
    tamper(f"DELETE FROM stored_events WHERE rowid = {head['position']}")
    tamper("DELETE FROM ledger_chain")
    tamper("DELETE FROM ledger_head")
    assert perpetua("audit", "verify").status == 0
    broken = perpetua("audit", "verify", "--head", "head.json", "--json")
    assert (broken.status, broken.json["first_bad_position"]) == (4, head["position"])


def test_b4_heads_are_signed_by_operators_and_read_by_auditors(perpetua: Terminal) -> None:
    assert "Sign the first head" in perpetua("audit", "heads", *EVA).out
    assert perpetua.refused("audit", "public-key", *EVA) == (1, "not_found")
    assert perpetua.refused("audit", "head", *EVA) == (1, "forbidden")
    head = perpetua.ask("audit", "head")
    assert perpetua.ask("audit", "heads", *EVA) == {"items": [head], "next": None}
    assert head["hash"][:16] in perpetua("audit", "heads", *EVA).out
    assert head["signature"] in "".join(perpetua("audit", "head").out.split())
    assert perpetua.ask("audit", "public-key", *EVA)["public_key"] == head["public_key"]


def test_b4_the_private_key_lies_in_a_file_of_its_owner_and_nowhere_else(
    perpetua: Terminal, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERPETUA_SIGNING_KEY", "own.pem")
    perpetua.ask("audit", "head")
    assert stat.S_IMODE((here / "own.pem").stat().st_mode) == 0o600
    secret = (here / "own.pem").read_text().splitlines()[1]
    for file in Path(os.environ["PERPETUA_DATA_DIR"]).iterdir():
        assert file.is_dir() or secret.encode() not in file.read_bytes()


def test_b4_an_auditor_verifies_an_export_with_nothing_but_the_files(kit: Path) -> None:
    """In an empty folder, by a Python that knows nothing of Perpetua."""
    assert sorted(path.name for path in kit.iterdir()) == [
        "events.jsonl",
        "head.json",
        "key.pem",
        "verify_export.py",
    ]
    whole = verified_alone(kit)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "Genuine" in whole.stdout
    lines = (kit / "events.jsonl").read_text().splitlines(keepends=True)
    (kit / "events.jsonl").write_text("".join([*lines[:4], *lines[5:]]))
    broken = verified_alone(kit, "--json")
    assert (broken.returncode, json.loads(broken.stdout)["first_bad_position"]) == (4, 6)
    (kit / "events.jsonl").unlink()
    assert verified_alone(kit).returncode == 2


def verified_alone(kit: Path, *more: str) -> subprocess.CompletedProcess[str]:
    files = ["events.jsonl", "--head", "head.json", "--public-key", "key.pem"]
    command = [sys.executable, "-I", "verify_export.py", *files, *more]
    return subprocess.run(command, cwd=kit, env={}, capture_output=True, text=True, check=False)


def test_b4_the_same_without_the_data(perpetua: Terminal, kit: Path) -> None:
    shutil.rmtree(os.environ["PERPETUA_DATA_DIR"])
    files = ("events.jsonl", "--head", "head.json", "--public-key", "key.pem")
    assert perpetua.ask("audit", "verify-export", *files)["ok"]
    assert "Genuine" in perpetua("audit", "verify-export", *files).out
    (kit / "events.jsonl").write_bytes((kit / "events.jsonl").read_bytes()[:-1])
    broken = perpetua("audit", "verify-export", *files)
    assert (broken.status, "BROKEN" in broken.out) == (4, True)
    (kit / "head.json").write_text("{}")
    assert perpetua.refused("audit", "verify-export", *files) == (2, "wrong_usage")


def test_b4_an_export_holds_every_event_as_it_is_stored(perpetua: Terminal, here: Path) -> None:
    told = perpetua("audit", "export", "events.jsonl")
    assert "perpetua audit verify-export events.jsonl --head HEAD --public-key KEY" in told.out
    written = (here / "events.jsonl").read_text()
    again = perpetua("audit", "export", "-").out
    assert again.startswith(written)
    (read,) = again.removeprefix(written).splitlines()
    assert json.loads(read)["topic"] == "audit-access.read.v1"
    file = Path(os.environ["PERPETUA_DATA_DIR"]) / "perpetua.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        stored = connection.execute("SELECT rowid, * FROM stored_events ORDER BY rowid").fetchall()
    events = [json.loads(line) for line in written.splitlines()]
    names = ("position", "stream", "version", "topic", "state")
    assert [tuple(event[name] for name in names) for event in events] == [
        (*row[:4], row[4].decode()) for row in stored[: len(events)]
    ]


def test_wrong_files_exit_2(perpetua: Terminal, here: Path) -> None:
    (here / "naive.json").write_text(json.dumps(perpetua.ask("audit", "head")).replace('Z"', '"'))
    for words in (
        ("verify", "--head", "none.json"),
        ("verify", "--head", "."),
        ("verify", "--head", "naive.json"),
        ("export", "none/events.jsonl"),
        ("export", "-"),
        ("head", "--to", "none/head.json"),
    ):
        answer = perpetua("audit", *words, "--json")
        assert answer.status == 2, words
        assert answer.problem["code"] == "wrong_usage"
