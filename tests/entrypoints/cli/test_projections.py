"""B7 at the terminal: rebuild beside, compare, switch, go back, drop."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

from tests.entrypoints.cli.terminal import Terminal

NAME = "bss_products"
NOBODY = "00000000-0000-4000-8000-000000000000"


def states(perpetua: Terminal) -> list[str]:
    found = perpetua.ask("projection", "status")["items"]
    return [each["state"] for each in found if each["name"] == NAME]


def damage(statement: str) -> None:
    """Something went wrong in the live table, such as a fold that was wrong."""
    file = Path(os.environ["PERPETUA_DATA_DIR"]) / "perpetua.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        changed = connection.execute(statement)
        assert changed.rowcount == 1


def test_b7_a_wrong_row_is_found_by_the_diff_and_gone_after_the_switch(
    perpetua: Terminal,
) -> None:
    code = perpetua.ask("catalogue", "products")["items"][0]["code"]
    damage(f"UPDATE bss_products_v{_version(perpetua)} SET published = 0 WHERE code = '{code}'")
    assert perpetua.ask("catalogue", "show", code)["published"] is False
    rebuilt = perpetua("projection", "rebuild", NAME)
    assert rebuilt.status == 0
    assert NAME in rebuilt.err
    assert states(perpetua) == ["live", "ready"]

    [row] = perpetua.ask("projection", "diff", NAME)["items"]
    assert row["kind"] == "different"
    assert row["fields"] == [{"field": "published", "old": False, "new": True}]
    shown = perpetua("projection", "diff", NAME).out.splitlines()
    assert [line.split()[-3:] for line in shown if "published" in line] == [
        ["published", "no", "yes"]
    ]
    [line] = csv.DictReader(StringIO(perpetua("projection", "diff", NAME, "--csv").out))
    assert (line["field"], line["old"], line["new"]) == ("published", "False", "True")

    perpetua.ask("projection", "switch", NAME)
    assert perpetua.ask("catalogue", "show", code)["published"] is True
    perpetua.ask("projection", "rollback", NAME)
    assert perpetua.ask("catalogue", "show", code)["published"] is False
    perpetua.ask("projection", "switch", NAME)
    assert states(perpetua) == ["retired", "live"]


def test_b7_b11_the_history_tells_who_let_readers_see_another_table_and_why(
    perpetua: Terminal,
) -> None:
    perpetua.ask("projection", "rebuild", NAME)
    assert switches(perpetua) == []
    by = ["--as", "engineer:otto", "--reason", "version 2 was wrong"]
    perpetua.ask("projection", "switch", NAME, *by)
    perpetua.ask("projection", "rollback", NAME, *by)
    back, there = switches(perpetua)
    assert {each["actor"] for each in (back, there)} == {"engineer:otto"}
    assert {each["reason"] for each in (back, there)} == {"version 2 was wrong"}
    moved = [
        {change["field"]: change["after"] for change in each["changes"]} for each in (there, back)
    ]
    assert [each["name"] for each in moved] == [NAME, NAME]
    assert (moved[0]["before"], moved[0]["after"]) == (moved[1]["after"], moved[1]["before"])


def switches(perpetua: Terminal) -> list[dict[str, Any]]:
    told = perpetua("audit", "history", "--kind", "read-model", "--json")
    return list(told.json["items"]) if told.status == 0 else []


def test_b7_one_command_rebuilds_and_switches_and_another_drops_what_is_left(
    perpetua: Terminal,
) -> None:
    done = perpetua.ask("projection", "rebuild", NAME, "--switch")["items"]
    assert [each["state"] for each in done] == ["retired", "live"]
    assert (done[1]["lag"], done[1]["lag_seconds"]) == (0, 0)
    equal = perpetua.ask("projection", "diff", NAME)
    assert (equal["items"], equal["different"]) == ([], 0)
    assert "All rows are equal." in perpetua("projection", "diff", NAME).out
    assert perpetua("projection", "diff", NAME, "--csv").out == ""
    assert perpetua.refused("projection", "drop", NAME) == (2, "wrong_usage")
    assert states(perpetua) == ["retired", "live"]
    perpetua.ask("projection", "drop", NAME, "--yes")
    assert states(perpetua) == ["live"]
    assert perpetua.refused("projection", "rollback", NAME) == (1, "no_such_build")
    assert perpetua.refused("projection", "diff", NAME) == (1, "no_such_build")
    assert perpetua.refused("projection", "switch", NAME) == (1, "no_such_build")


def test_b7_a_stopped_read_model_says_at_which_event_and_tries_it_again(
    perpetua: Terminal,
) -> None:
    stop = {"position": 1, "topic": "x.v1", "stream_id": NOBODY, "message": "cannot take x.v1"}
    changed = f"error = '{json.dumps(stop)}', position = 0"
    damage(f"UPDATE projection_builds SET {changed} WHERE name = '{NAME}'")
    [stopped] = [e for e in perpetua.ask("projection", "status")["items"] if e["name"] == NAME]
    assert stopped["state"] == "stopped"
    assert stopped["error"]["position"] == 1
    assert stopped["lag_seconds"] >= 0 < stopped["lag"]
    assert "cannot take x.v1" in perpetua("projection", "status").out
    assert "cannot take x.v1" in " ".join(perpetua("doctor").out.split())
    perpetua.ask("projection", "retry", NAME)
    assert states(perpetua) == ["live"]


def _version(perpetua: Terminal) -> int:
    found = perpetua.ask("projection", "status")["items"]
    version: int = next(each["version"] for each in found if each["name"] == NAME)
    return version
