"""What cannot be done is refused with its code, and writes nothing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.entrypoints.http.served import (
    OFFICE,
    PARTNER_TENANT,
    UNIVERSITY_TENANT,
    Api,
    Json,
    bought,
    done,
    failed,
    opened,
    quoted,
)

NOBODY = str(uuid4())


def refused(api: Api, method: str, path: str, body: Json | None = None, **headers: str) -> Json:
    """The problem document of a write that must change nothing."""
    before = api.ledger_end()
    write = api.post if method == "POST" else api.patch
    answer = write(path, body if body is not None else {}, **headers)
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    problem: Json = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:perpetua:problem:{problem['code']}"
    assert problem["instance"] == f"/api/v1{path}"
    assert problem["correlation_id"] == answer.headers["Perpetua-Correlation-Id"]
    assert api.ledger_end() == before
    return problem


def _status_and_code(problem: Json) -> tuple[int, str]:
    return problem["status"], problem["code"]


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
    assert _status_and_code(refused(api, method, path, body)) == (404, "not_found")


@pytest.mark.parametrize("amount", ["3,95", "1e3", "", "NaN", "1.000,50", 3.95, None, "\x00"])
def test_a_rate_is_a_plain_decimal_as_text(api: Api, amount: Any) -> None:
    """D19: no float ever enters."""
    rate = {"anchor": "EUR", "currency": "TRY", "units_per_anchor": amount}
    assert _status_and_code(refused(api, "POST", "/exchange-rates", rate)) == (
        422,
        "invalid_input",
    )


def test_every_faulty_input_is_listed(api: Api) -> None:
    new = {"kind": "friend", "name": "Line\nbreak", "currency": "EUR", "colour": "red"}
    problem = refused(api, "POST", "/accounts", new)
    assert _status_and_code(problem) == (422, "invalid_input")
    assert {error["field"] for error in problem["errors"]} == {
        "body.kind",
        "body.name",
        "body.colour",
    }


def test_a_currency_must_be_enabled_first(api: Api, instance: str) -> None:
    """S46."""
    chosen = {"active_currencies": ["EUR", "SEK"]}
    problem = refused(api, "PATCH", f"/instances/{instance}", chosen)
    assert _status_and_code(problem) == (409, "currency_not_enabled")
    assert problem["advice"]
    account = {"kind": "customer", "name": "Nils", "currency": "SEK"}
    problem = refused(api, "POST", "/accounts", account)
    assert _status_and_code(problem) == (409, "currency_not_enabled")


def test_without_active_currency_there_is_no_sync(api: Api) -> None:
    """S41, S48."""
    new = {"name": "Fresh", "partner_tenant": str(uuid4()), "countries": ["DE"]}
    fresh = done(api.post("/instances", new))["instance_id"]
    expected = (409, "no_active_currency")
    assert _status_and_code(refused(api, "POST", f"/instances/{fresh}/sync-preview")) == expected
    run = {"instance_id": fresh, "yes": True}
    assert _status_and_code(refused(api, "POST", "/sync-runs", run)) == expected


@pytest.mark.parametrize("confirmation", [{}, {"yes": False}, {"yes": True, "confirmed": "abc"}])
def test_a_run_is_confirmed_in_one_way(api: Api, instance: str, confirmation: Json) -> None:
    """S51, D22."""
    run = {"instance_id": instance} | confirmation
    assert _status_and_code(refused(api, "POST", "/sync-runs", run)) == (422, "invalid_input")


def test_another_world_than_the_confirmed_one_is_not_applied(api: Api, instance: str) -> None:
    """D22."""
    run = {"instance_id": instance, "confirmed": "0" * 64}
    assert _status_and_code(refused(api, "POST", "/sync-runs", run)) == (409, "catalogue_changed")


def test_without_billing_address_nothing_is_quoted(api: Api, instance: str) -> None:
    """S75, D18."""
    homeless = opened(
        api, name="Homeless", instance_id=instance, tenant_id=UNIVERSITY_TENANT, address=None
    )
    drafted = api.post("/orders", {"account_id": homeless, "lines": [{"product": OFFICE}]})
    problem = refused(api, "POST", f"/orders/{done(drafted)['id']}/quote")
    assert _status_and_code(problem) == (409, "no_billing_address")


def test_a_product_of_another_instance_is_not_ordered(api: Api, contoso: str) -> None:
    """S47."""
    elsewhere = {"product": OFFICE, "instance_id": str(uuid4())}
    order = {"account_id": contoso, "lines": [elsewhere]}
    problem = refused(api, "POST", "/orders", order)
    assert _status_and_code(problem) == (409, "product_of_another_instance")


@pytest.mark.parametrize("quantity", [0, -1, 10**9])
def test_a_quantity_out_of_bounds_is_not_ordered(api: Api, contoso: str, quantity: int) -> None:
    """D1, D26."""
    order = {"account_id": contoso, "lines": [{"product": OFFICE, "quantity": quantity}]}
    problem = refused(api, "POST", "/orders", order)
    assert _status_and_code(problem) == (409, "quantity_out_of_bounds")


@pytest.mark.parametrize("quantity", ["2", 1.5, True, None])
def test_a_quantity_is_a_whole_number(api: Api, contoso: str, quantity: Any) -> None:
    order = {"account_id": contoso, "lines": [{"product": OFFICE, "quantity": quantity}]}
    assert _status_and_code(refused(api, "POST", "/orders", order)) == (422, "invalid_input")


def test_an_order_is_executed_once(api: Api, contoso: str) -> None:
    """D2."""
    order = quoted(api, contoso)
    done(api.post(f"/orders/{order}/execute"))
    problem = refused(api, "POST", f"/orders/{order}/execute")
    assert _status_and_code(problem) == (409, "order_already_executed")


def test_what_microsoft_fills_cannot_be_edited(api: Api, contoso: str) -> None:
    """S84, D5."""
    asset = bought(api, contoso)["id"]
    edit = {"custom_fields": {"Perpetual ID": "mine"}}
    problem = refused(api, "PATCH", f"/assets/{asset}", edit)
    assert _status_and_code(problem) == (409, "system_owned_field")


def test_a_synchronized_asset_is_not_bought_again(api: Api, contoso: str) -> None:
    """S13, D9."""
    path = f"/assets/{bought(api, contoso)['id']}/reprovision"
    assert api.get(path).json()["code"] == "asset_not_failed"
    problem = refused(api, "POST", path, {"token": "any"})
    assert _status_and_code(problem) == (409, "asset_not_failed")


def test_a_confirmation_answers_the_question_that_was_asked(api: Api, contoso: str) -> None:
    """S29, D9."""
    path = f"/assets/{failed(api, contoso)['id']}/reprovision"
    problem = refused(api, "POST", path, {"token": "another question"})
    assert _status_and_code(problem) == (409, "challenge_outdated")


def test_one_tenant_is_one_instance(api: Api) -> None:
    """S43."""
    again = {"name": "Again", "partner_tenant": PARTNER_TENANT, "countries": ["DE"]}
    problem = refused(api, "POST", "/instances", again)
    assert _status_and_code(problem) == (409, "instance_already_registered")


@pytest.mark.parametrize(
    "somebody", ["", "god:me", "operator:", "customer:me", "system:worker", "reseller"]
)
def test_only_people_in_known_roles_act(api: Api, somebody: str) -> None:
    problem = refused(api, "PATCH", "/organisation", {"name": "Mine"}, acting_as=somebody)
    assert _status_and_code(problem) == (422, "invalid_input")


@pytest.mark.parametrize("role", ["auditor:eva", "finance:fritz", "engineer:ada"])
def test_those_who_only_look_do_not_write(api: Api, role: str) -> None:
    """D3."""
    problem = refused(api, "PATCH", "/organisation", {"name": "Mine"}, acting_as=role)
    assert _status_and_code(problem) == (403, "forbidden")


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
    assert _status_and_code(problem) == (422, "invalid_input")


def test_a_body_that_is_no_json_is_refused(api: Api) -> None:
    answer = api.http.post("/api/v1/accounts", content=b"{", headers={"Content-Type": "text/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
