"""Reconciliation over HTTP: run it, look at it, and apply what it found (B2, B3)."""

from __future__ import annotations

import csv
from io import StringIO
from uuid import uuid4

import pytest

from tests.entrypoints.http.served import Api, Json, done
from tests.entrypoints.http.shop import CONTOSO_TENANT, bought, failed

REASON = "checked with the customer"


@pytest.fixture
def behind_our_back(api: Api, contoso: str) -> tuple[str, str]:
    """An asset whose purchase was refused, and the order that Contoso made itself."""
    asset = failed(api, contoso)["id"]
    return asset, api.simulator.buy(
        customer=CONTOSO_TENANT, product_id="DG7GMGF0DWTL", sku_id="0001"
    )


def reconciled(api: Api, instance: str) -> Json:
    run: Json = done(api.post("/reconciliations", {"instance_id": instance}))
    return run


def test_a_run_is_answered_listed_and_shown(api: Api, instance: str) -> None:
    run = reconciled(api, instance)
    identity = run["reconciliation_id"]
    listed = done(api.get("/reconciliations", instance_id=instance, limit=500))["items"]
    assert identity in {each["reconciliation_id"] for each in listed}
    shown = done(api.get(f"/reconciliations/{identity}"))
    assert (shown["counts"], shown["clean"]) == (run["counts"], run["clean"])
    assert api.get(f"/reconciliations/{uuid4()}").status_code == 404


def test_a_finding_is_applied_once(
    api: Api, instance: str, behind_our_back: tuple[str, str]
) -> None:
    asset, order = behind_our_back
    identity = reconciled(api, instance)["reconciliation_id"]
    shown = done(api.get(f"/reconciliations/{identity}"))["findings"]
    [mine] = [view["finding"] for view in shown if view["finding"]["order_id"] == order]
    assert asset in {each["asset_id"] for each in mine["candidates"]}
    chosen = {"finding": mine["number"], "asset_id": asset}
    which = {"findings": [chosen], "reason": REASON}
    path = f"/reconciliations/{identity}/apply"
    [result] = done(api.post(path, which))["items"]
    assert (result["outcome"], result["asset_id"]) == ("applied", asset)
    assert done(api.get(f"/assets/{asset}"))["perpetual_order_id"] == order
    [again] = done(api.post(path, which))["items"]
    assert again["outcome"] == "already_applied"
    story = done(api.get(f"/assets/{asset}/history"))["items"]
    assert story[-1]["reason"] == REASON


def test_findings_come_as_csv(api: Api, instance: str) -> None:
    seven = {"product_id": "DG7GMGF0DWTL", "sku_id": "0001", "quantity": 7}
    order = api.simulator.buy(customer=CONTOSO_TENANT, **seven)
    identity = reconciled(api, instance)["reconciliation_id"]
    answer = api.get(f"/reconciliations/{identity}/csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f'filename="reconciliation-{identity}.csv"' in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert [row for row in rows if row["order_id"] == order]


@pytest.mark.parametrize(
    "which",
    [{"exact": True}, {"reason": REASON}, {"exact": True, "reason": "x"}],
    ids=["no reason", "nothing chosen", "no word of a reason"],
)
def test_what_is_missing_is_said(api: Api, instance: str, which: Json) -> None:
    identity = reconciled(api, instance)["reconciliation_id"]
    answer = api.post(f"/reconciliations/{identity}/apply", which)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_an_auditor_looks_and_changes_nothing(api: Api, instance: str) -> None:
    identity = reconciled(api, instance)["reconciliation_id"]
    assert done(api.get(f"/reconciliations/{identity}", acting_as="auditor:eva"))
    refused = api.post("/reconciliations", {"instance_id": instance}, acting_as="auditor:eva")
    assert refused.status_code == 403


def test_purchases_are_proved_at_microsoft_too(api: Api, contoso: str) -> None:
    asset = bought(api, contoso)["id"]
    [attempt] = done(api.get(f"/assets/{asset}/attempts"))["items"]
    named = f"Office {attempt['reference']}"
    planted = api.simulator.buy(
        customer=CONTOSO_TENANT,
        product_id="DG7GMGF0DWTL",
        sku_id="0001",
        friendly_name=named,
        seconds_ago=3600,
    )
    proof = done(api.get("/audit/purchase-proof", with_vendor="true"))
    assert not proof["ok"]
    assert any(planted in each["first"] + each["second"] for each in proof["violations"])
