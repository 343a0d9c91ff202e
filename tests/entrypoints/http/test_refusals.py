"""What a business rule refuses has its code, and writes nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.entrypoints.http.problems import refused, status_and_code
from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import (
    OFFICE,
    PARTNER_TENANT,
    UNIVERSITY_TENANT,
    bought,
    failed,
    opened,
    quoted,
)


def test_a_currency_must_be_enabled_first(api: Api, instance: str) -> None:
    """S46."""
    chosen = {"active_currencies": ["EUR", "SEK"]}
    problem = refused(api, "PATCH", f"/instances/{instance}", chosen)
    assert status_and_code(problem) == (409, "currency_not_enabled")
    assert problem["advice"]
    account = {"kind": "customer", "name": "Nils", "currency": "SEK"}
    problem = refused(api, "POST", "/accounts", account)
    assert status_and_code(problem) == (409, "currency_not_enabled")


def test_without_active_currency_there_is_no_sync(api: Api) -> None:
    """S41, S48."""
    new = {"name": "Fresh", "partner_tenant": str(uuid4()), "countries": ["DE"]}
    fresh = done(api.post("/instances", new))["instance_id"]
    expected = (409, "no_active_currency")
    assert status_and_code(refused(api, "POST", f"/instances/{fresh}/sync-preview")) == expected
    run = {"instance_id": fresh, "yes": True}
    assert status_and_code(refused(api, "POST", "/sync-runs", run)) == expected


def test_another_world_than_the_confirmed_one_is_not_applied(api: Api, instance: str) -> None:
    """D22: the run log knows that it was tried, and the new preview is in the answer."""
    before = done(api.get("/products", instance_id=instance, limit=500))
    refused = api.post("/sync-runs", {"instance_id": instance, "confirmed": "0" * 64})
    assert status_and_code(refused.json()) == (409, "catalogue_changed")
    assert refused.json()["details"] == done(api.post(f"/instances/{instance}/sync-preview"))
    assert done(api.get("/products", instance_id=instance, limit=500)) == before
    latest = done(api.get("/sync-runs"))["items"][0]
    assert (latest["state"], latest["code"]) == ("failed", "catalogue_changed")


def test_a_rejected_order_is_not_executed(api: Api, contoso: str) -> None:
    """D2."""
    order = quoted(api, contoso)
    nameless = refused(api, "POST", f"/orders/{order}/reject", {"reason": ""})
    assert nameless["status"] == 422
    rejected = done(api.post(f"/orders/{order}/reject", {"reason": "ordered twice"}))
    assert rejected["status"] == "rejected"
    problem = refused(api, "POST", f"/orders/{order}/execute")
    assert status_and_code(problem) == (409, "order_rejected")


def test_without_billing_address_nothing_is_quoted(api: Api, instance: str) -> None:
    """S75, D18."""
    homeless = opened(
        api, name="Homeless", instance_id=instance, tenant_id=UNIVERSITY_TENANT, address=None
    )
    drafted = api.post("/orders", {"account_id": homeless, "lines": [{"product": OFFICE}]})
    problem = refused(api, "POST", f"/orders/{done(drafted)['id']}/quote")
    assert status_and_code(problem) == (409, "no_billing_address")


def test_a_product_of_another_instance_is_not_ordered(api: Api, contoso: str) -> None:
    """S47."""
    elsewhere = {"product": OFFICE, "instance_id": str(uuid4())}
    order = {"account_id": contoso, "lines": [elsewhere]}
    problem = refused(api, "POST", "/orders", order)
    assert status_and_code(problem) == (409, "product_of_another_instance")


@pytest.mark.parametrize("quantity", [0, -1, 10**9])
def test_a_quantity_out_of_bounds_is_not_ordered(api: Api, contoso: str, quantity: int) -> None:
    """D1, D26."""
    order = {"account_id": contoso, "lines": [{"product": OFFICE, "quantity": quantity}]}
    problem = refused(api, "POST", "/orders", order)
    assert status_and_code(problem) == (409, "quantity_out_of_bounds")


def test_an_order_is_executed_once(api: Api, contoso: str) -> None:
    """D2."""
    order = quoted(api, contoso)
    done(api.post(f"/orders/{order}/execute"))
    problem = refused(api, "POST", f"/orders/{order}/execute")
    assert status_and_code(problem) == (409, "order_already_executed")


def test_what_microsoft_fills_cannot_be_edited(api: Api, contoso: str) -> None:
    """S84, D5."""
    asset = bought(api, contoso)["id"]
    edit = {"custom_fields": {"Perpetual ID": "mine"}}
    problem = refused(api, "PATCH", f"/assets/{asset}", edit)
    assert status_and_code(problem) == (409, "system_owned_field")


def test_a_synchronized_asset_is_not_bought_again(api: Api, contoso: str) -> None:
    """S13, D9."""
    path = f"/assets/{bought(api, contoso)['id']}/reprovision"
    assert api.get(path).json()["code"] == "asset_not_failed"
    problem = refused(api, "POST", path, {"token": "any"})
    assert status_and_code(problem) == (409, "asset_not_failed")


def test_a_confirmation_answers_the_question_that_was_asked(api: Api, contoso: str) -> None:
    """S29, D9."""
    path = f"/assets/{failed(api, contoso)['id']}/reprovision"
    problem = refused(api, "POST", path, {"token": "another question"})
    assert status_and_code(problem) == (409, "challenge_outdated")


def test_one_tenant_is_one_instance(api: Api) -> None:
    """S43."""
    again = {"name": "Again", "partner_tenant": PARTNER_TENANT, "countries": ["DE"]}
    problem = refused(api, "POST", "/instances", again)
    assert status_and_code(problem) == (409, "instance_already_registered")


@pytest.mark.parametrize("role", ["auditor:eva", "finance:fritz", "engineer:ada"])
def test_those_who_only_look_do_not_write(api: Api, role: str) -> None:
    """D3."""
    problem = refused(api, "PATCH", "/organisation", {"name": "Mine"}, acting_as=role)
    assert status_and_code(problem) == (403, "forbidden")
