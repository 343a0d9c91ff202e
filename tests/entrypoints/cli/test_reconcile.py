"""Reconciling at the command line: runs, lists, findings, and what is asked (B2, B3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.entrypoints.cli import cast
from tests.entrypoints.cli.microsoft import settle, simulated_microsoft
from tests.entrypoints.cli.terminal import Terminal

REASON = ("--reason", "checked with the customer")


@pytest.fixture(scope="module")
def microsoft(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Where Contoso bought one licence through us and one by itself."""
    with simulated_microsoft(tmp_path_factory.mktemp("microsoft")) as client:
        yield client


@pytest.fixture(scope="module")
def run(
    microsoft: httpx.Client, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Terminal, str]]:
    """A terminal, and the id of a run with one finding for which there is no asset."""
    folder = tmp_path_factory.mktemp("reconciled")
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, folder, microsoft)
        terminal = Terminal()
        cast.enter(terminal, folder)
        bought = {"customer": cast.CONTOSO, "product_id": "DG7GMGF0DWTL", "sku_id": "0001"}
        microsoft.post("/_simulator/purchases", json=bought).raise_for_status()
        [done] = terminal.ask("reconcile", "run", "--reason", "the auditor asks")["items"]
        yield terminal, done["reconciliation_id"]


def test_a_run_says_what_it_counted_and_where_to_look(run: tuple[Terminal, str]) -> None:
    terminal, _ = run
    again = terminal("reconcile", "run", "main")
    assert again.status == 0
    assert "unlinked" in again.out
    assert "perpetua reconcile show" in again.out
    assert "Reading customers" in again.err


def test_runs_are_listed_with_what_is_open(run: tuple[Terminal, str]) -> None:
    terminal, identity = run
    rows = terminal.ask("reconcile", "list", "--instance", "main", "--all")["items"]
    [mine] = [row for row in rows if row["reconciliation_id"] == identity]
    assert (mine["clean"], mine["open"], mine["reason"]) == (False, 1, "the auditor asks")
    assert "not clean" in terminal("reconcile", "list").out


def test_a_run_is_shown_with_evidence_and_as_csv(run: tuple[Terminal, str], tmp_path: Path) -> None:
    terminal, identity = run
    shown = terminal("reconcile", "show", identity).out
    assert "unlinked: No asset owns it" in " ".join(shown.split())
    file = tmp_path / "findings.csv"
    said = terminal("reconcile", "show", identity, "--csv", str(file)).out
    assert "1 findings" in said
    printed = terminal("reconcile", "show", identity, "--csv", "-").out
    assert printed.splitlines() == file.read_text("utf-8").splitlines()
    assert terminal.refused("reconcile", "show", cast.UNKNOWN) == (1, "not_found")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("--exact", "--yes"), (2, "wrong_usage")),
        (("--yes", *REASON), (2, "wrong_usage")),
        (("--exact", "--finding", "1", "--yes", *REASON), (2, "wrong_usage")),
        (("--exact", "--asset", cast.UNKNOWN, "--yes", *REASON), (2, "wrong_usage")),
        (("--exact", *REASON), (2, "wrong_usage")),
    ],
    ids=["no reason", "nothing chosen", "both", "an asset of no finding", "nobody to ask"],
)
def test_what_is_missing_is_said(
    run: tuple[Terminal, str], words: tuple[str, ...], refusal: tuple[int, str]
) -> None:
    terminal, identity = run
    assert terminal.refused("reconcile", "apply", identity, *words) == refusal


def test_a_finding_that_cannot_be_applied_is_told_with_status_1(run: tuple[Terminal, str]) -> None:
    terminal, identity = run
    applied = terminal("reconcile", "apply", identity, "--finding", "1", "--yes", *REASON)
    assert applied.status == 1
    assert "which asset" in applied.out
    none = terminal("reconcile", "apply", identity, "--exact", "--yes", *REASON)
    assert (none.status, "No finding is exact" in none.out) == (0, True)


def test_an_auditor_looks_and_changes_nothing(run: tuple[Terminal, str]) -> None:
    terminal, identity = run
    eva = ("--as", "auditor:eva")
    assert terminal.ask("reconcile", "show", identity, *eva)["reconciliation_id"] == identity
    assert terminal.ask("audit", "prove-purchases", "--with-vendor", *eva)["ok"]
    assert terminal.refused("reconcile", "run", *eva) == (1, "forbidden")
