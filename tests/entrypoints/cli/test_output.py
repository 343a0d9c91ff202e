"""How answers look: exactly JSON, or tables and sentences that fit a terminal."""

from __future__ import annotations

import pytest
import typer

from entrypoints.cli.failures import explained
from tests.entrypoints.cli import cast
from tests.entrypoints.cli.cast import OFFICE, Furnished
from tests.entrypoints.cli.terminal import Terminal

LISTS = [
    "account list",
    "asset list",
    "catalogue products",
    "catalogue runs",
    "instance list",
    "invoice list",
    "order list",
    "projection status",
    "rate list",
    "storefront products",
]


@pytest.mark.parametrize("words", LISTS)
def test_a_list_is_items_and_next_in_json_and_fits_80_columns(
    untouched: Terminal, words: str
) -> None:
    answer = untouched(*words.split(), "--json")
    assert sorted(answer.json) == ["items", "next"]
    assert (answer.err, answer.out.count("\n"), answer.out[-1]) == ("", 1, "\n")
    shown = untouched(*words.split())
    assert all(len(line) <= 80 for line in shown.out.splitlines() if "--after" not in line)
    assert "…" not in shown.out
    assert "\x1b" not in shown.out


@pytest.mark.parametrize("words", ["account list", "order list", "asset list", "rate list"])
def test_an_empty_list_says_what_to_do_next(empty: Terminal, words: str) -> None:
    empty("db", "upgrade")
    nothing = empty(*words.split())
    assert nothing.status == 0
    assert "perpetua" in nothing.out


def test_ids_are_shown_whole_and_money_with_its_currency(
    untouched: Terminal, furnished: Furnished
) -> None:
    shown = untouched("asset", "list").out
    assert furnished.asset in shown
    assert "469.75 EUR" in shown


def test_json_and_role_may_stand_before_the_command(untouched: Terminal) -> None:
    assert untouched("--json", "order", "list").json["next"] is None
    refused = untouched("--json", "--as", "auditor:eva", "asset", "edit", cast.UNKNOWN)
    assert refused.problem["code"] == "forbidden"


def test_progress_is_never_on_stdout(perpetua: Terminal) -> None:
    order = perpetua.quoted("Contoso", OFFICE)
    executed = perpetua("order", "execute", order, "--yes")
    assert "Provisioning (1 of 1)" in executed.err
    assert "Provisioning (" not in executed.out


def test_two_instances_must_be_named(perpetua: Terminal) -> None:
    create = ("instance", "create", "other", "--country", "DE", "--tenant", cast.OTHER_TENANT)
    perpetua.ask(*create)
    assert perpetua.refused("catalogue", "preview") == (1, "invalid_input")
    assert perpetua.refused(*create) == (1, "instance_already_registered")
    assert perpetua.ask("instance", "show", "other")["name"] == "other"


def test_an_interruption_says_that_nothing_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, explained():
        raise KeyboardInterrupt
    assert ended.value.exit_code == 130
    assert "Nothing is lost" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_line_unless_debugging(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(typer.Exit) as ended, explained():
        raise RuntimeError("broken\nbadly")
    said = capsys.readouterr().err
    assert ended.value.exit_code == 1
    assert "RuntimeError: broken" in said
    assert "Traceback" not in said
    monkeypatch.setenv("PERPETUA_DEBUG", "1")
    with pytest.raises(typer.Exit), explained():
        raise RuntimeError("broken")
    assert "Traceback" in capsys.readouterr().err
