"""Pausing and resuming at the command line; a copied ledger does not buy (D33, B24)."""

from __future__ import annotations

from tests.entrypoints.cli.cast import OFFICE
from tests.entrypoints.cli.terminal import Terminal

RESUME = ("buying", "resume", "--reason", "looked at Partner Center")


def test_d33_a_copied_folder_says_that_it_does_not_buy_and_what_to_do(copied: Terminal) -> None:
    ill = copied("doctor")
    assert ill.status == 1
    told = " ".join(ill.out.split())
    assert "buying: Buying is paused: this database is a copy" in told
    assert "perpetua reconcile run" in told
    assert "perpetua buying resume --reason" in told
    shown = copied.ask("buying", "show")
    assert (shown["allowed"], shown["cause"], shown["epoch"]) == (False, "elsewhere", 1)
    assert shown["unreconciled"] == ["main"]


def test_d33_its_orders_are_executed_and_wait(copied: Terminal) -> None:
    order = copied.quoted("Contoso", OFFICE)
    executed = copied("order", "execute", order, "--yes", "--json")
    assert executed.status == 3
    [asset] = executed.json["assets"]
    assert (asset["sync_state"], asset["in_progress"]) == ("pending", True)
    assert "Buying is paused" in asset["trouble"]
    assert copied.refused(*RESUME) == (1, "not_reconciled")


def test_an_operator_pauses_and_resumes(perpetua: Terminal) -> None:
    assert perpetua.refused("buying", "pause") == (2, "wrong_usage")
    assert perpetua.refused("buying", "resume") == (2, "wrong_usage")
    paused = perpetua.ask("buying", "pause", "--reason", "Microsoft answers strangely")
    assert (paused["allowed"], paused["cause"]) == (False, "by-hand")
    assert "Microsoft answers strangely" in perpetua("buying", "show").out
    assert perpetua.refused("buying", "pause", "--reason", "again") == (1, "buying_paused")
    assert perpetua.refused(*RESUME) == (1, "not_reconciled")


def test_a_ledger_that_stays_where_it_is_buys(perpetua: Terminal) -> None:
    assert perpetua.ask("buying", "show")["allowed"]
    assert "Licences are bought." in perpetua("buying", "show").out
    assert perpetua.refused(*RESUME) == (1, "buying_not_paused")
