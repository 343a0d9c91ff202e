"""What an auditor reads of everything, and takes away (B11, S27)."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.entrypoints.cli.cast import OFFICE, Furnished
from tests.entrypoints.cli.terminal import Terminal

EVA = ("--as", "auditor:eva")


@pytest.fixture
def here(perpetua: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def renamed(perpetua: Terminal, asset: str, name: str = "Reception") -> None:
    edit = ("asset", "edit", asset, "--name", name)
    perpetua.ask(*edit, "--as", "operator:maria", "--reason", "moved")


def history(perpetua: Terminal, *filters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = perpetua.ask("audit", "history", *filters, *EVA)["items"]
    return found


def test_b11_the_newest_stands_first_and_names_its_thing(
    perpetua: Terminal, furnished: Furnished
) -> None:
    renamed(perpetua, furnished.asset)
    newest = history(perpetua, "--limit", "1")[0]
    assert (newest["kind"], newest["thing"], newest["thing_id"], newest["thing_name"]) == (
        "asset.renamed.v1",
        "asset",
        furnished.asset,
        "Reception",
    )
    shown = perpetua("audit", "history", "--kind", "asset.renamed", *EVA).out
    assert f"#{newest['position']}  asset renamed  by operator:maria (cli)" in shown
    assert "name: Office LTSC Standard 2024 (Commercial) → Reception" in shown
    assert "because: moved" in shown


def test_b11_filters_narrow_the_history(perpetua: Terminal, furnished: Furnished) -> None:
    renamed(perpetua, furnished.asset)
    of_maria = history(perpetua, "--actor", "operator:maria")
    assert [each["kind"] for each in of_maria] == ["asset.renamed.v1"]
    since = ("--from", of_maria[0]["time"], "--kind", "asset")
    assert [each["position"] for each in history(perpetua, *since)] == [of_maria[0]["position"]]
    assert history(perpetua, "--to", of_maria[0]["time"], "--actor", "operator:maria") == []
    things = {each["thing"] for each in history(perpetua, "--account", "Contoso", "--all")}
    assert things == {"account", "order", "asset"}
    together = ("--correlation", of_maria[0]["correlation_id"])
    assert history(perpetua, *together) == of_maria


def test_b11_all_pages_are_the_same_as_one(perpetua: Terminal, furnished: Furnished) -> None:
    thing = ("--thing", furnished.asset, "--oldest-first")
    whole = history(perpetua, *thing)
    assert len(whole) == 5
    everything = perpetua.ask("audit", "history", *thing, "--limit", "2", "--all", *EVA)
    assert everything == {"items": whole, "next": None}
    shown = perpetua("audit", "history", *thing, "--limit", "2", "--all", *EVA).out
    assert [f"v{n}" in shown for n in range(1, 7)] == [True] * 5 + [False]
    first = perpetua("audit", "history", *thing, "--limit", "2", *EVA).out
    assert "There are more: --after" in first
    assert history(perpetua, "--kind", "order.rejected", "--all") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rate", "--anchor", "EUR", "--currency", "ILS"), "units per anchor: – → 3.95"),
        (("instance", "main"), "currencies: – → EUR, ILS"),
        (("account", "Contoso"), "name: Contoso"),
        (("catalogue", OFFICE), "list price EUR: – → currency EUR, purchase 399.29"),
    ],
)
def test_b11_everything_has_a_story_of_its_own(
    perpetua: Terminal, words: tuple[str, ...], told: str
) -> None:
    group, *named = words
    assert told in perpetua(group, "history", *named, *EVA).out.replace("\n    ", " ")
    versions = [each["version"] for each in perpetua.ask(group, "history", *named)["items"]]
    assert versions == sorted(versions)


def test_b11_an_order_tells_how_it_went(perpetua: Terminal, furnished: Furnished) -> None:
    order = perpetua.ask("asset", "show", furnished.asset)["order_id"]
    shown = perpetua("order", "history", order, *EVA).out
    assert "status: draft → quoted" in shown
    assert "status: quoted → executed" in shown


def test_b11_an_event_shows_what_led_to_it_and_what_was_done_with_it(
    perpetua: Terminal, furnished: Furnished
) -> None:
    created, attempted, *_ = perpetua.ask("asset", "history", furnished.asset)["items"]
    found = perpetua.ask("audit", "event", str(attempted["position"]), *EVA)
    assert [each["position"] for each in found["causes"]] == [created["position"]]
    assert found["facts"]["purpose"] == "purchase"
    kinds = [each["kind"] for each in found["correlated"]["items"]]
    assert kinds[0] == "order.executed.v1"
    shown = perpetua("audit", "event", str(created["position"]), *EVA).out
    assert f"#{attempted['position']}" in shown[shown.index("What it led to") :]


def test_b11_reading_is_read_in_the_history(perpetua: Terminal, furnished: Furnished) -> None:
    history(perpetua, "--kind", "asset", "--limit", "2")
    (read,) = perpetua.ask("audit", "history", "--kind", "audit_access")["items"]
    assert (read["actor"], read["channel"]) == ("auditor:eva", "cli")
    told = {each["field"]: each["after"] for each in read["changes"]}
    assert (told["query"], told["entries"], told["filters"]) == ("history", 2, [["kind", "asset"]])


def test_b11_a_history_is_taken_away_as_json_lines(
    perpetua: Terminal, furnished: Furnished, here: Path
) -> None:
    told = perpetua("audit", "export-history", "a.jsonl", "--kind", "asset", *EVA)
    assert "5 entries are in a.jsonl." in told.out
    assert "Exporting the history" in told.err
    lines = [json.loads(line) for line in (here / "a.jsonl").read_text().splitlines()]
    assert lines == history(perpetua, "--kind", "asset", "--oldest-first")
    printed = perpetua("audit", "export-history", "-", "--kind", "asset", *EVA).out
    assert printed == (here / "a.jsonl").read_text()
    assert perpetua.refused("audit", "export-history", "-") == (2, "wrong_usage")
    read = history(perpetua, "--kind", "audit-access", "--oldest-first")[0]
    assert [each["after"] for each in read["changes"] if each["field"] in ("query", "format")] == [
        "history-export",
        "jsonl",
    ]


def test_b11_no_cell_of_a_csv_is_a_formula(
    perpetua: Terminal, furnished: Furnished, here: Path
) -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    renamed(perpetua, furnished.asset, formula)
    edit = ("asset", "edit", furnished.asset, "--name", "Desk")
    perpetua.ask(*edit, "--as", "operator:@maria", "--reason", "+1+1")
    renamed(perpetua, furnished.asset, formula)
    told = perpetua.ask(
        *("audit", "export-history", "a.csv", "--format", "csv", "--kind", "asset.renamed"), *EVA
    )
    assert told == {"entries": 3, "file": "a.csv", "format": "csv"}
    with (here / "a.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert [each["thing_name"] for each in lines] == [f"'{formula}"] * 3
    assert lines[1]["reason"] == "'+1+1"
    assert json.loads(lines[0]["changes"])[0]["after"] == formula
    cells = [cell for line in lines for cell in line.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_b11_a_csv_without_entries_has_its_heading(perpetua: Terminal) -> None:
    asked = ("audit", "export-history", "-", "--format", "csv", "--kind", "order.rejected")
    assert perpetua(*asked).out.startswith("position,version,time,kind,thing,")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("history", "--kind", "assets"), (1, "invalid_input")),
        (("history", "--thing", "x"), (1, "not_found")),
        (("history", "--account", "Nobody"), (1, "not_found")),
        (("history", "--from", "yesterday"), (2, "wrong_usage")),
        (("history", "--from", "2026-01-31T12:00:00"), (1, "invalid_input")),
        (("history", "--after", "nonsense"), (1, "invalid_input")),
        (("event", "999999"), (1, "not_found")),
        (("event", "99999999999999999999"), (2, "wrong_usage")),
        (("history", "--as", "customer:01890000-0000-7000-8000-000000000000"), (1, "forbidden")),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_recorded(
    untouched: Terminal, furnished: Furnished, words: tuple[str, ...], refusal: tuple[int, str]
) -> None:
    assert untouched.refused("audit", *words) == refusal
    assert untouched.events() == furnished.events
