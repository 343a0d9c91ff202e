"""What happens behind our back at Microsoft, on the wire, is found and put right (B2, B3)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.entrypoints.cli import cast
from tests.entrypoints.cli.microsoft import settle, simulated_microsoft
from tests.entrypoints.cli.terminal import Terminal

REASON = ("--reason", "found by the reconciliation")


@pytest.fixture
def microsoft(tmp_path: Path) -> Iterator[httpx.Client]:
    """One Microsoft of this test's own: nobody else buys there."""
    with simulated_microsoft(tmp_path) as client:
        yield client


@pytest.fixture
def perpetua(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, microsoft: httpx.Client) -> Terminal:
    """A distributor whose customer Contoso has a licence."""
    settle(monkeypatch, tmp_path / "data", microsoft)
    cast.enter(Terminal(), tmp_path / "data")
    return Terminal()


def bought_in_the_portal(microsoft: httpx.Client, **changed: Any) -> Any:
    wanted = {"customer": cast.CONTOSO, "product_id": "DG7GMGF0DWTL", "sku_id": "0001", **changed}
    return microsoft.post("/_simulator/purchases", json=wanted).raise_for_status().json()


def refused_purchase(perpetua: Terminal, microsoft: httpx.Client) -> str:
    """The id of an asset whose purchase Microsoft refused."""
    fault = {"fault": "refusal", "code": "800070", "status": 400}
    microsoft.post("/_simulator/faults", json=fault).raise_for_status()
    executed = perpetua(
        "order", "execute", perpetua.quoted("Contoso", cast.OFFICE), "--yes", "--json"
    )
    asset: str = executed.json["assets"][0]["asset_id"]
    return asset


def test_a_licence_bought_in_the_portal_is_found_and_linked(
    perpetua: Terminal, microsoft: httpx.Client
) -> None:
    """B2, S32."""
    assert perpetua.ask("reconcile", "run")["items"][0]["clean"]
    asset = refused_purchase(perpetua, microsoft)
    order = bought_in_the_portal(microsoft)
    [run] = perpetua.ask("reconcile", "run", "main")["items"]
    assert (run["clean"], run["counts"]["unlinked"], run["counts"]["matched"]) == (False, 1, 1)
    identity = run["reconciliation_id"]
    shown = perpetua.ask("reconcile", "show", identity)
    assert (shown["invoices"]["reason"], shown["invoices"]["lines"]) == (None, 2)
    [found] = shown["findings"]
    assert (found["finding"]["order_id"], found["finding"]["exact"]) == (order["id"], True)
    sources = {each["source"] for each in found["finding"]["evidence"]}
    assert sources == {"order", "entitlement", "invoice_line"}
    assert perpetua("doctor").status == 1
    [row] = csv.DictReader(StringIO(perpetua("reconcile", "show", identity, "--csv", "-").out))
    assert (row["kind"], row["order_id"]) == ("unlinked", order["id"])
    [result] = perpetua.ask("reconcile", "apply", identity, "--exact", "--yes", *REASON)["items"]
    assert (result["outcome"], result["asset_id"]) == ("applied", asset)
    assert perpetua.ask("asset", "show", asset)["perpetual_order_id"] == order["id"]
    assert perpetua.ask("reconcile", "run")["items"][0]["clean"]
    assert perpetua.ask("audit", "prove-purchases", "--with-vendor")["ok"]
    assert perpetua("doctor").status == 0


def test_a_planted_double_purchase_is_named(perpetua: Terminal, microsoft: httpx.Client) -> None:
    """B3: though Microsoft's list does not show the first one yet."""
    [asset] = perpetua.ask("asset", "list")["items"]
    [attempt] = perpetua.ask("asset", "attempts", asset["id"])["items"]
    planted = bought_in_the_portal(
        microsoft, friendly_name=f"Office {attempt['reference']}", seconds_ago=3600
    )
    assert perpetua.ask("audit", "prove-purchases")["ok"]
    proof = perpetua("audit", "prove-purchases", "--with-vendor", "--json")
    assert proof.status == 4
    [violation] = proof.json["violations"]
    assert violation["rule"] == "bought twice"
    named = violation["first"] + violation["second"]
    assert asset["perpetual_order_id"] in named
    assert planted["id"] in named
    [run] = perpetua.ask("reconcile", "run")["items"]
    assert run["counts"]["duplicate"] == 1


def test_a_microsoft_that_does_not_answer_proves_nothing(
    perpetua: Terminal, microsoft: httpx.Client
) -> None:
    """B3, D17."""
    fault = {"fault": "refusal", "status": 403, "method": "GET", "path": "*/orders", "count": 50}
    microsoft.post("/_simulator/faults", json=fault).raise_for_status()
    refused = perpetua.refused("audit", "prove-purchases", "--with-vendor")
    assert refused == (3, "vendor_unavailable")
