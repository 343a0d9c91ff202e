"""What an auditor reads: stories, the past, and proofs (B3, B5, B11)."""

from __future__ import annotations

from uuid import UUID

import pytest

from application.context import Cause, because_of
from core.asset.asset import Asset
from core.asset.values import VendorLicence
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from infrastructure.event_store.ledger import EventStoreLedger
from infrastructure.runtime.clock import SystemClock
from infrastructure.runtime.ids import UuidSeven
from tests.entrypoints.cli.cast import OFFICE, Furnished
from tests.entrypoints.cli.terminal import Terminal

EVA = ("--as", "auditor:eva")


def test_a_history_tells_who_what_and_why(perpetua: Terminal, furnished: Furnished) -> None:
    """B11."""
    edit = ("asset", "edit", furnished.asset, "--name", "Reception")
    perpetua.ask(*edit, "--as", "operator:maria", "--reason", "moved downstairs")
    story = perpetua("asset", "history", furnished.asset, *EVA).out
    assert "renamed  by operator:maria (cli)" in story
    assert "name: Office LTSC Standard 2024 (Commercial) → Reception" in story
    assert "because: moved downstairs" in story
    last = perpetua.ask("asset", "history", furnished.asset, *EVA)["items"][-1]
    assert (last["kind"], last["role"], last["channel"]) == ("asset.renamed.v1", "operator", "cli")
    assert {"position", "version", "time", "changes", "correlation_id", "causation_id"} <= set(last)


def test_an_asset_is_shown_as_it_was(perpetua: Terminal, furnished: Furnished) -> None:
    """B5, D34."""
    story = perpetua.ask("asset", "history", furnished.asset)["items"]
    assert [entry["version"] for entry in story] == [1, 2, 3, 4, 5]
    early = perpetua.ask("asset", "show", furnished.asset, "--version", "1", *EVA)
    assert (early["sync_status"], early["provisioning_in_progress"]) == (None, True)
    assert (early["as_of"]["version"], early["as_of"]["position"]) == (1, story[0]["position"])
    then = perpetua.ask("asset", "show", furnished.asset, "--at", story[3]["time"], *EVA)
    assert then["perpetual_order_id"]
    assert then["as_of"]["version"] == 4
    now = perpetua.ask("asset", "show", furnished.asset, *EVA)
    assert (now["sync_status"], now["as_of"]["version"]) == ("synchronized", 5)
    assert now["cost"]["unit"]["amount"] == "399.29"


def test_attempts_show_cart_order_and_outcome(untouched: Terminal, furnished: Furnished) -> None:
    """B1."""
    (attempt,) = untouched.ask("asset", "attempts", furnished.asset, *EVA)["items"]
    assert (attempt["outcome"], attempt["purpose"]) == ("synchronized", "purchase")
    assert attempt["cart_id"]
    assert "purchase" in untouched("asset", "attempts", furnished.asset, *EVA).out


def test_an_auditor_changes_nothing(untouched: Terminal, furnished: Furnished) -> None:
    """D3."""
    edit = ("asset", "edit", furnished.asset, "--name", "x")
    assert untouched.refused(*edit, *EVA) == (1, "forbidden")
    assert untouched.refused("catalogue", "preview", *EVA) == (1, "forbidden")
    assert untouched.events() == furnished.events


def test_purchases_are_proved(untouched: Terminal) -> None:
    """B3."""
    proof = untouched.ask("audit", "prove-purchases", *EVA)
    assert (proof["vendor_orders"], proof["assets"], proof["violations"]) == (1, 1, [])
    assert "no licence was bought twice" in untouched("audit", "prove-purchases", *EVA).out


def test_a_contradiction_in_the_ledger_exits_4_and_names_the_pair(perpetua: Terminal) -> None:
    """B3."""
    order = perpetua.quoted("Contoso", OFFICE)
    left = perpetua.ask("order", "execute", order, "--yes", "--no-wait")["assets"][0]
    _place_order_without_claim(left["asset_id"])
    broken = perpetua("audit", "prove-purchases", "--json", *EVA)
    assert broken.status == 4
    assert broken.json["violations"][0]["first"] == "order stolen line 0"
    shown = perpetua("audit", "prove-purchases", *EVA)
    assert (shown.status, "order stolen line 0" in shown.out) == (4, True)


def _place_order_without_claim(asset_id: str) -> None:
    """What the application never does: an order's line that nobody claims."""
    database = Database(Settings.load().database)
    ledger = EventStoreLedger(database)
    ids, clock = UuidSeven(), SystemClock()
    cause = Cause("system:thief", "system", "cli", ids.new(), ids.new(), None, None)
    try:
        asset = ledger.get(Asset, UUID(asset_id))
        asset.begin_attempt(at=clock.now())
        licence = VendorLicence("stolen", None, 0, "a:b:c", 1, None, None)
        asset.place_order(licence, at=clock.now())
        with because_of(cause):
            ledger.save(asset)
    finally:
        ledger.close()
        database.close()


@pytest.mark.parametrize(
    ("time", "refusal"),
    [("2026-01-31T12:00:00", (1, "invalid_input")), ("yesterday", (2, "wrong_usage"))],
)
def test_a_time_without_zone_or_sense_is_refused(
    untouched: Terminal, furnished: Furnished, time: str, refusal: tuple[int, str]
) -> None:
    """D34."""
    assert untouched.refused("asset", "show", furnished.asset, "--at", time) == refusal
