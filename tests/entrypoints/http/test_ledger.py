"""Every write leaves in the ledger who did it, in which role, through what, and why (B11)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import httpx
import pytest

from application.ports.ledger import Recorded
from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import CONTOSO_TENANT, bought, failed, opened, quoted

Write = Callable[[Api, str, str, dict[str, str]], httpx.Response]


def _organisation(api: Api, _instance: str, _customer: str, said: dict[str, str]) -> httpx.Response:
    return api.patch("/organisation", {"name": f"Demo {uuid4()}"}, **said)


def _instance(api: Api, _instance: str, _customer: str, said: dict[str, str]) -> httpx.Response:
    new = {"name": "Other", "partner_tenant": str(uuid4()), "countries": ["DE"]}
    return api.post("/instances", new, **said)


def _currencies(api: Api, _instance: str, _customer: str, said: dict[str, str]) -> httpx.Response:
    new = {"name": "Other", "partner_tenant": str(uuid4()), "countries": ["DE"]}
    identity = done(api.post("/instances", new))["instance_id"]
    return api.patch(f"/instances/{identity}", {"active_currencies": ["EUR"]}, **said)


def _account(api: Api, _instance: str, _customer: str, said: dict[str, str]) -> httpx.Response:
    new = {"kind": "reseller", "name": "Another", "currency": "EUR"}
    return api.post("/accounts", new, **said)


def _address(api: Api, _instance: str, _customer: str, said: dict[str, str]) -> httpx.Response:
    account = opened(api, kind="reseller", name="Moving")
    return api.patch(f"/accounts/{account}", {"address": {"country": "GR"}}, **said)


def _rate(api: Api, _instance: str, _customer: str, said: dict[str, str]) -> httpx.Response:
    new = {"anchor": "EUR", "currency": "TRY", "units_per_anchor": "35.1"}
    return api.post("/exchange-rates", new, **said)


def _run(api: Api, instance: str, _customer: str, said: dict[str, str]) -> httpx.Response:
    return api.post("/sync-runs", {"instance_id": instance, "yes": True}, **said)


def _draft(api: Api, _instance: str, customer: str, said: dict[str, str]) -> httpx.Response:
    lines = [{"product": "DG7GMGF0DWTL:0001:SEG0001"}]
    return api.post("/orders", {"account_id": customer, "lines": lines}, **said)


def _quote(api: Api, _instance: str, customer: str, said: dict[str, str]) -> httpx.Response:
    return api.post(f"/orders/{quoted(api, customer)}/quote", **said)


def _execution(api: Api, _instance: str, customer: str, said: dict[str, str]) -> httpx.Response:
    return api.post(f"/orders/{quoted(api, customer)}/execute", **said)


def _edit(api: Api, _instance: str, customer: str, said: dict[str, str]) -> httpx.Response:
    asset = bought(api, customer)["id"]
    return api.patch(f"/assets/{asset}", {"name": "Ours"}, **said)


def _refresh(api: Api, _instance: str, customer: str, said: dict[str, str]) -> httpx.Response:
    (asset,) = done(api.post(f"/orders/{quoted(api, customer)}/execute"))["items"]
    return api.post(f"/assets/{asset['id']}/refresh", **said)


def _reprovision(api: Api, _instance: str, customer: str, said: dict[str, str]) -> httpx.Response:
    path = f"/assets/{failed(api, customer)['id']}/reprovision"
    return api.post(path, {"token": done(api.get(path))["token"]}, **said)


def _decline(api: Api, _instance: str, customer: str, said: dict[str, str]) -> httpx.Response:
    return api.post(f"/assets/{failed(api, customer)['id']}/reprovision/decline", **said)


def _link(api: Api, _instance: str, customer: str, said: dict[str, str]) -> httpx.Response:
    asset = failed(api, customer)["id"]
    order = api.simulator.buy(
        customer=CONTOSO_TENANT, product_id="DG7GMGF0DWTL", sku_id="0001", quantity=1
    )
    link = {"order": order, "reason": "said twice: the header wins"}
    return api.post(f"/assets/{asset}/link", link, **said)


_WRITES: tuple[Write, ...] = (
    _organisation,
    _instance,
    _currencies,
    _account,
    _address,
    _rate,
    _run,
    _draft,
    _quote,
    _execution,
    _edit,
    _refresh,
    _reprovision,
    _decline,
    _link,
)


@pytest.mark.parametrize("write", _WRITES, ids=lambda write: write.__name__.strip("_"))
def test_the_ledger_knows_who_wrote_through_what_and_why(
    write: Write, api: Api, instance: str, contoso: str
) -> None:
    """B11: a reason in any script, and the correlation id that the caller chose."""
    correlation = str(uuid4())
    said = {"acting_as": "operator:Μαρία", "reason": "γιατί", "correlation_id": correlation}
    answer = write(api, instance, contoso, said)
    assert answer.is_success, answer.text
    assert answer.headers["Perpetua-Correlation-Id"] == correlation
    written = api.written(correlation=UUID(correlation))
    assert written
    assert {_said(each) for each in written} == {("operator:Μαρία", "operator", "http", "γιατί")}


def test_the_history_of_an_asset_tells_it_too(api: Api, contoso: str) -> None:
    """S27, B11."""
    asset = bought(api, contoso)["id"]
    done(api.patch(f"/assets/{asset}", {"name": "Ours"}, reason="tidier"))
    *_, last = done(api.get(f"/assets/{asset}/history"))["items"]
    assert (last["kind"], last["channel"], last["reason"]) == (
        "asset.renamed.v1",
        "http",
        "tidier",
    )
    assert {
        "field": "name",
        "before": "Office LTSC Standard 2024 (Commercial)",
        "after": "Ours",
    } in (last["changes"])


def test_what_was_bought_while_waiting_was_caused_by_the_execution(api: Api, contoso: str) -> None:
    """B11: the worker acts, because of the operator's decision."""
    asset = bought(api, contoso)["id"]
    created, *after = done(api.get(f"/assets/{asset}/history"))["items"]
    assert {entry["role"] for entry in after} == {"system"}
    assert {entry["causation_id"] for entry in after} == {f"{asset}@1"}
    assert {entry["correlation_id"] for entry in after} == {created["correlation_id"]}


def _said(recorded: Recorded) -> tuple[str, str, str, str | None]:
    said = recorded.metadata
    return said.actor, said.role, said.channel, said.reason
