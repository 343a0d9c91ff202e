"""What cannot be understood, or names nothing, is told and writes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.entrypoints.http.problems import refused, status_and_code
from tests.entrypoints.http.served import Api, Json
from tests.entrypoints.http.shop import OFFICE, bought

NOBODY = "01953a10-0000-7000-8000-00000000dead"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", f"/instances/{NOBODY}", {"active_currencies": ["EUR"]}),
        ("POST", f"/instances/{NOBODY}/sync-preview", None),
        ("POST", "/sync-runs", {"instance_id": NOBODY, "yes": True}),
        ("PATCH", f"/accounts/{NOBODY}", {"address": {"country": "DE"}}),
        ("POST", "/orders", {"account_id": NOBODY, "lines": [{"product": OFFICE}]}),
        ("POST", f"/orders/{NOBODY}/quote", None),
        ("POST", f"/orders/{NOBODY}/execute", None),
        ("PATCH", f"/assets/{NOBODY}", {"name": "Ours"}),
        ("POST", f"/assets/{NOBODY}/refresh", None),
        ("POST", f"/assets/{NOBODY}/reprovision", {"token": "any"}),
        ("POST", f"/assets/{NOBODY}/reprovision/decline", None),
        ("POST", f"/assets/{NOBODY}/link", {"order": "any", "reason": "found"}),
        ("POST", "/assets/no-id-at-all/refresh", None),
        ("POST", "/orders/12/quote", None),
    ],
)
def test_an_unknown_id_is_not_found(api: Api, method: str, path: str, body: Json | None) -> None:
    assert status_and_code(refused(api, method, path, body)) == (404, "not_found")


@pytest.mark.parametrize("amount", ["3,95", "1e3", "", "NaN", "1.000,50", 3.95, None, "\x00"])
def test_a_rate_is_a_plain_decimal_as_text(api: Api, amount: Any) -> None:
    """D19: no float ever enters."""
    rate = {"anchor": "EUR", "currency": "TRY", "units_per_anchor": amount}
    assert status_and_code(refused(api, "POST", "/exchange-rates", rate)) == (
        422,
        "invalid_input",
    )


def test_every_faulty_input_is_listed(api: Api) -> None:
    new = {"kind": "friend", "name": "Line\nbreak", "currency": "EUR", "colour": "red"}
    problem = refused(api, "POST", "/accounts", new)
    assert status_and_code(problem) == (422, "invalid_input")
    assert {error["field"] for error in problem["errors"]} == {
        "body.kind",
        "body.name",
        "body.colour",
    }


@pytest.mark.parametrize("confirmation", [{}, {"yes": False}, {"yes": True, "confirmed": "abc"}])
def test_a_run_is_confirmed_in_one_way(api: Api, instance: str, confirmation: Json) -> None:
    """S51, D22."""
    run = {"instance_id": instance} | confirmation
    assert status_and_code(refused(api, "POST", "/sync-runs", run)) == (422, "invalid_input")


@pytest.mark.parametrize("quantity", ["2", 1.5, True, None])
def test_a_quantity_is_a_whole_number(api: Api, contoso: str, quantity: Any) -> None:
    order = {"account_id": contoso, "lines": [{"product": OFFICE, "quantity": quantity}]}
    assert status_and_code(refused(api, "POST", "/orders", order)) == (422, "invalid_input")


@pytest.mark.parametrize(
    "somebody", ["", "god:me", "operator:", "customer:me", "system:worker", "reseller"]
)
def test_only_people_in_known_roles_act(api: Api, somebody: str) -> None:
    problem = refused(api, "PATCH", "/organisation", {"name": "Mine"}, acting_as=somebody)
    assert status_and_code(problem) == (422, "invalid_input")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=x", "after=nonsense", "after=%00"]
)
def test_a_page_has_bounds_and_a_cursor_of_its_list(api: Api, query: str) -> None:
    answer = api.http.get(f"/api/v1/products?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_a_time_needs_its_zone(api: Api, contoso: str) -> None:
    """D34."""
    answer = api.get(f"/assets/{bought(api, contoso)['id']}", at="2026-01-31T12:00:00")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_an_unknown_address_and_an_unknown_method_are_told_apart(api: Api) -> None:
    missing = api.http.get("/api/v1/nothing")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    wrong = api.http.delete("/api/v1/organisation")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert wrong.headers["Allow"] == "GET, PATCH"


def test_a_correlation_id_is_a_uuid(api: Api) -> None:
    problem = api.patch("/organisation", {"name": "Demo"}, correlation_id="mine").json()
    assert status_and_code(problem) == (422, "invalid_input")


def test_a_body_that_is_no_json_is_refused(api: Api) -> None:
    answer = api.http.post(
        "/api/v1/accounts", content=b"{", headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


@pytest.mark.parametrize("wait", ["-1", "61", "soon"])
def test_nobody_waits_longer_than_a_minute(api: Api, contoso: str, wait: str) -> None:
    problem = refused(api, "POST", f"/orders/{contoso}/execute?wait={wait}")
    assert status_and_code(problem) == (422, "invalid_input")


def test_assets_are_narrowed_to_an_account_and_by_state_together(api: Api, contoso: str) -> None:
    """S26."""
    everything = api.get("/assets", account_id=contoso).json()["items"]
    failed = api.get("/assets", account_id=contoso, sync_status="failed").json()["items"]
    assert failed == [item for item in everything if item["sync_status"] == "failed"]


@pytest.mark.parametrize(
    "path", ["/products?contry=GR", "/sync-runs?state=failed", "/accounts?limit=5&page=2"]
)
def test_a_parameter_that_nobody_knows_is_a_mistake(api: Api, path: str) -> None:
    """A mistyped filter must not answer about everything."""
    problem = api.http.get(f"/api/v1{path}").json()
    assert (problem["status"], problem["code"]) == (422, "invalid_input")
    assert "There is no parameter" in problem["detail"]
