"""Refused, unknown and unfinished purchases at the command line (S13–S15, S29–S32, D6, D7)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.entrypoints.cli.cast import CONTOSO, OFFICE, Fault
from tests.entrypoints.cli.terminal import Answer, Terminal


@pytest.fixture
def failed(perpetua: Terminal, fault: Fault) -> str:
    """An asset whose purchase Microsoft refused."""
    fault("refusal", code="800070", status=400)
    executed = executed_order(perpetua)
    assert executed.status == 1
    asset: str = executed.json["assets"][0]["asset_id"]
    return asset


def executed_order(perpetua: Terminal, *options: str) -> Answer:
    order = perpetua.quoted("Contoso", OFFICE)
    return perpetua("order", "execute", order, "--yes", "--json", *options)


def test_a_refused_purchase_exits_1_and_doctor_names_it(perpetua: Terminal, failed: str) -> None:
    """S11."""
    assert perpetua.ask("asset", "list", "--status", "failed")["items"][0]["id"] == failed
    ill = perpetua("doctor")
    assert ill.status == 1
    assert f"perpetua asset reprovision {failed}" in " ".join(ill.out.split())
    assert "800070" in perpetua("asset", "show", failed).out


def test_declining_buys_nothing_and_is_remembered(perpetua: Terminal, failed: str) -> None:
    """S31, D10."""
    before = perpetua.ask("asset", "show", failed)
    declined = perpetua.ask("asset", "reprovision", failed, "--decline", "--reason", "too dear")
    assert declined == {"asset_id": failed, "declined": True}
    after = perpetua.ask("asset", "show", failed)
    assert after["sync_status"] == before["sync_status"] == "failed"
    last = perpetua.ask("asset", "history", failed)["items"][-1]
    assert (last["kind"], last["reason"]) == ("asset.reprovision-declined.v1", "too dear")


def test_nobody_at_the_terminal_means_no_purchase(perpetua: Terminal, failed: str) -> None:
    """S29."""
    before = perpetua.events()
    unanswered = perpetua("asset", "reprovision", failed)
    assert unanswered.status == 2
    assert "--yes or --decline" in unanswered.err
    assert perpetua.events() == before


def test_continuing_buys_a_new_licence_for_that_asset(perpetua: Terminal, failed: str) -> None:
    """S14, S30."""
    bought = perpetua("asset", "reprovision", failed, "--yes")
    assert bought.status == 0
    assert "synchronized" in bought.out
    assert perpetua.ask("asset", "show", failed)["perpetual_order_id"]
    assert perpetua.refused("asset", "reprovision", failed, "--yes") == (1, "asset_not_failed")


def test_a_licence_bought_elsewhere_is_linked_with_a_reason(
    perpetua: Terminal, failed: str, microsoft: httpx.Client
) -> None:
    """S32."""
    product, sku, _ = OFFICE.split(":")
    purchase = {
        "customer": CONTOSO,
        "product_id": product,
        "sku_id": sku,
        "segment": "commercial",
        "quantity": 1,
        "seconds_ago": 1800,
    }
    order: dict[str, Any] = microsoft.post("/_simulator/purchases", json=purchase).json()
    link = ("asset", "link", failed, "--order", order.get("order_id") or order["id"])
    assert perpetua.refused(*link) == (2, "wrong_usage")
    linked = perpetua.ask(*link, "--reason", "bought in Partner Center")
    assert linked["sync_status"] == "synchronized"


def test_an_unknown_outcome_exits_3_and_is_never_bought_again(
    perpetua: Terminal, fault: Fault
) -> None:
    """D7."""
    fault("server_error", count=50)
    order = perpetua.quoted("Contoso", OFFICE)
    left = perpetua.ask("order", "execute", order, "--yes", "--no-wait")["assets"][0]
    unsure = perpetua("asset", "refresh", left["asset_id"], "--json")
    assert unsure.json["items"][0]["refreshed"]["sync_state"] == "unknown"
    assert "worker keeps asking" in " ".join(perpetua("doctor").out.split())
    status, code = perpetua.refused("asset", "reprovision", left["asset_id"], "--yes")
    assert (status, code) == (3, "outcome_unknown")


def test_what_is_left_to_a_worker_can_be_refreshed_by_hand(perpetua: Terminal) -> None:
    """B12."""
    left = executed_order(perpetua, "--no-wait")
    assert left.status == 0
    asset = left.json["assets"][0]
    assert (asset["in_progress"], asset["perpetual_order_id"]) == (True, None)
    refreshed = perpetua("asset", "refresh", asset["asset_id"], "nonsense", "--json")
    assert refreshed.status == 1
    found, refused = refreshed.json["items"]
    assert found["refreshed"]["perpetual_id"]
    assert refused["refused"]["code"] == "not_found"
