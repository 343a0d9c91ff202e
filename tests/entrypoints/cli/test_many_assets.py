"""Bulk refresh and bulk re-provision: one question, a result each, one report (B12)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import httpx
import pytest

from tests.entrypoints.cli.cast import CONTOSO, OFFICE, UNKNOWN, Fault, Furnished
from tests.entrypoints.cli.terminal import Terminal


def failed(perpetua: Terminal, fault: Fault, line: str = OFFICE) -> str:
    """An asset whose purchase Microsoft refused."""
    fault("refusal", code="800070", status=400)
    order = perpetua.quoted("Contoso", line)
    executed: Any = perpetua("order", "execute", order, "--yes", "--json").json
    asset: str = executed["assets"][0]["asset_id"]
    return asset


@pytest.fixture
def listed_at_once(microsoft: httpx.Client) -> Iterator[None]:
    """New orders are listed without delay."""
    microsoft.patch("/_simulator/settings", json={"order_list_lag_seconds": 0})
    yield
    microsoft.patch("/_simulator/settings", json={"order_list_lag_seconds": 900})


def test_all_failed_ones_are_bought_again_and_one_refusal_does_not_stop_the_rest(
    perpetua: Terminal, fault: Fault
) -> None:
    """B12, S13."""
    first, second = failed(perpetua, fault), failed(perpetua, fault)
    fault("refusal", code="800070", status=400)
    done = perpetua("asset", "reprovision", "--all-failed", "--yes", "--json")
    assert done.status == 1
    states = {each["asset"]: each["outcome"]["sync_state"] for each in done.json["items"]}
    assert states == {first: "failed", second: "synchronized"}
    again = perpetua("asset", "reprovision", first, second, UNKNOWN, "--yes", "--csv")
    assert again.status == 1
    lines = {line["asset"]: line for line in csv.DictReader(StringIO(again.out))}
    assert lines[first]["outcome.sync_state"] == "synchronized"
    assert lines[second]["refused.code"] == "asset_not_failed"
    assert lines[UNKNOWN]["refused.code"] == "not_found"
    empty = perpetua("asset", "reprovision", "--all-failed", "--yes")
    assert (empty.status, empty.out) == (0, "Nothing has failed.\n")


def test_an_unknown_one_is_refused_in_the_report(perpetua: Terminal, fault: Fault) -> None:
    """B12, D7."""
    fault("server_error", count=50)
    order = perpetua.quoted("Contoso", OFFICE)
    left = perpetua.ask("order", "execute", order, "--yes", "--no-wait")["assets"][0]["asset_id"]
    perpetua("asset", "refresh", left)
    done = perpetua("asset", "reprovision", "--all-failed", "--yes", "--json")
    assert done.status == 3
    [refused] = done.json["items"]
    assert (refused["asset"], refused["refused"]["code"]) == (left, "outcome_unknown")


@pytest.mark.usefixtures("listed_at_once")
def test_a_candidate_is_linked_by_its_perpetual_id_before_anything_is_bought(
    perpetua: Terminal, fault: Fault, microsoft: httpx.Client
) -> None:
    """B12, D16, S32; in a quantity that nobody else buys of this Microsoft."""
    asset = failed(perpetua, fault, f"{OFFICE}=7")
    product, sku, _ = OFFICE.split(":")
    purchase = {"customer": CONTOSO, "product_id": product, "sku_id": sku, "quantity": 7}
    by_hand = purchase | {"segment": "commercial", "friendly_name": "By hand"}
    order = microsoft.post("/_simulator/purchases", json=by_hand).json()
    lines = microsoft.get("/_simulator/orders").json()["items"]
    [issued] = [each["subscription_id"] for each in lines if each["order_id"] == order["id"]]
    done = perpetua("asset", "reprovision", "--all-failed", "--yes", "--json")
    [refused] = done.json["items"]
    assert (done.status, refused["refused"]["code"]) == (1, "candidates_open")
    assert refused["challenge"]["candidates"]
    because = ("--reason", "bought in Partner Center")
    assert perpetua.refused("asset", "link", asset, *because) == (2, "wrong_usage")
    both = ("--perpetual-id", issued, "--order", order["id"])
    assert perpetua.refused("asset", "link", asset, *both, *because) == (2, "wrong_usage")
    linked = perpetua.ask("asset", "link", asset, "--perpetual-id", issued.upper(), *because)
    assert (linked["sync_status"], linked["perpetual_order_id"]) == ("synchronized", order["id"])


def test_declining_many_buys_nothing_and_each_history_knows(
    perpetua: Terminal, fault: Fault
) -> None:
    """B12, S31."""
    assets = failed(perpetua, fault), failed(perpetua, fault)
    declined = perpetua("asset", "reprovision", *assets, "--decline", "--reason", "too dear")
    assert declined.status == 0
    assert declined.out.count("declined") == 2
    for asset in assets:
        last = perpetua.ask("asset", "history", asset)["items"][-1]
        assert (last["kind"], last["reason"]) == ("asset.reprovision-declined.v1", "too dear")


def test_everything_that_misses_something_is_refreshed(
    perpetua: Terminal, furnished: Furnished
) -> None:
    """B12, D14."""
    order = perpetua.quoted("Contoso", OFFICE)
    left = perpetua.ask("order", "execute", order, "--yes", "--no-wait")["assets"][0]["asset_id"]
    [found] = perpetua.ask("asset", "refresh", "--all-missing")["items"]
    assert (found["asset"], found["refreshed"]["sync_state"]) == (left, "synchronized")
    assert found["refreshed"]["filled"] is True
    nothing = perpetua("asset", "refresh", "--all-missing")
    assert (nothing.status, nothing.out) == (0, "Nothing to refresh.\n")
    assert "canceled" not in perpetua("asset", "refresh", furnished.asset, "--csv").out


@pytest.mark.parametrize(
    "words",
    [
        ("refresh",),
        ("refresh", "--all-missing", UNKNOWN),
        ("reprovision", "--yes"),
        ("reprovision", "--all-failed"),
        ("reprovision", "--all-failed", UNKNOWN, "--yes"),
        ("reprovision", "--all-failed", "--csv"),
        ("refresh", UNKNOWN, "--csv"),
    ],
)
def test_wrong_usage_is_told_before_anything_happens(
    untouched: Terminal, words: tuple[str, ...]
) -> None:
    before = untouched.events()
    assert untouched.refused("asset", *words)[0] == 2
    assert untouched.events() == before
