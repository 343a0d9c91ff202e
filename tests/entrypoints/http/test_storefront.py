"""Each buyer sees its own licences at its own prices, and never a cost (D3, D15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import WINDOWS_EDUCATION, bought, opened, quoted


def test_a_customer_sees_and_manages_its_own_licence(api: Api, contoso: str) -> None:
    """S4, S23, S24, S25."""
    asset, me = bought(api, contoso)["id"], f"customer:{contoso}"
    listed = done(api.get("/storefront/assets", acting_as=me, limit=500))["items"]
    assert asset in {each["id"] for each in listed}
    assert {each["end_customer_id"] for each in listed} == {contoso}
    shown = done(api.get(f"/storefront/assets/{asset}", acting_as=me))
    assert shown["perpetual_order_id"]
    assert done(api.patch(f"/assets/{asset}", {"name": "Mine"}, acting_as=me))["asset_id"] == asset
    assert done(api.post(f"/assets/{asset}/refresh", acting_as=me))["asset_id"] == asset


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/storefront/assets/{asset}"),
        ("GET", "/storefront/assets/{asset}?account_id={owner}"),
        ("GET", "/storefront/assets?account_id={owner}"),
        ("GET", f"/storefront/products/{WINDOWS_EDUCATION}/price?account_id={{owner}}"),
        ("GET", "/accounts/{owner}"),
        ("GET", "/orders/{order}"),
        ("POST", "/orders/{order}/quote"),
        ("POST", "/orders/{order}/execute"),
        ("PATCH", "/assets/{asset}"),
        ("POST", "/assets/{asset}/refresh"),
    ],
)
def test_what_belongs_to_somebody_else_does_not_exist(
    api: Api, contoso: str, university: str, method: str, path: str
) -> None:
    """D3."""
    theirs = bought(api, university)
    url = path.format(asset=theirs["id"], order=theirs["order_id"], owner=university)
    end = api.ledger_end()
    body = {"name": "Mine"} if method == "PATCH" else None
    answer = api.http.request(
        method, f"/api/v1{url}", json=body, headers={"Perpetua-As": f"customer:{contoso}"}
    )
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert api.ledger_end() == end


def test_a_reseller_sees_its_own_and_its_customers_licences(
    api: Api, reseller: str, university: str, contoso: str
) -> None:
    """D3, S82."""
    mine = bought(api, university, ordered_by=reseller)
    theirs, others = bought(api, university), bought(api, contoso)
    assert mine["billed_to_id"] == reseller
    me = f"reseller:{reseller}"
    listed = done(api.get("/storefront/assets", acting_as=me, limit=500))["items"]
    seen = {each["id"] for each in listed}
    assert {mine["id"], theirs["id"]} <= seen
    assert others["id"] not in seen
    assert api.get(f"/storefront/assets/{others['id']}", acting_as=me).status_code == 404
    accounts = done(api.get("/accounts", acting_as=me))["items"]
    assert {each["account_id"] for each in accounts} == {reseller, university}


def test_a_reseller_orders_for_its_customer(api: Api, reseller: str, university: str) -> None:
    """S3, S82, D2."""
    me = f"reseller:{reseller}"
    lines = [{"product": WINDOWS_EDUCATION}]
    order = {"account_id": university, "ordered_by": reseller, "lines": lines}
    drafted = done(api.post("/orders", order, acting_as=me))
    done(api.post(f"/orders/{drafted['id']}/quote", acting_as=me))
    executed = done(api.post(f"/orders/{drafted['id']}/execute?wait=10", acting_as=me))
    assert executed["items"][0]["billed_to_id"] == reseller


def test_nobody_orders_in_the_name_of_another(api: Api, contoso: str, university: str) -> None:
    """D3."""
    order = {"account_id": university, "lines": [{"product": WINDOWS_EDUCATION}]}
    answer = api.post("/orders", order, acting_as=f"customer:{contoso}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("who", ["operator:olga", "customer:{}", "reseller:{}"])
def test_no_answer_of_the_storefront_tells_a_cost(
    api: Api, reseller: str, university: str, who: str
) -> None:
    """D15."""
    asset = bought(api, university, ordered_by=reseller)
    account = reseller if who.startswith("reseller") else university
    named, me = {"account_id": university}, who.format(account)
    order = asset["order_id"]
    own = quoted(api, university, ordered_by=account)
    answers = [
        api.get("/storefront/products", acting_as=me, limit=500),
        api.get(f"/storefront/products/{WINDOWS_EDUCATION}/price", acting_as=me, **named),
        api.get("/storefront/assets", acting_as=me, limit=500, **named),
        api.get(f"/storefront/assets/{asset['id']}", acting_as=me, **named),
        api.get(f"/orders/{order}", acting_as=me),
        api.post(f"/orders/{own}/execute?wait=10", acting_as=me),
    ]
    for answer in answers:
        told = set(_words(done(answer)))
        assert not told & {"cost", "erp", "margin", "credentials", "purchase", "sell", "vendor"}


def _words(content: Any) -> Iterator[str]:
    """The words of every field's name, but for those of two that tell no cost."""
    if isinstance(content, list):
        for each in content:
            yield from _words(each)
    elif isinstance(content, dict):
        for name, value in content.items():
            yield from () if name in ("purchase_date", "purchase_order") else name.split("_")
            yield from _words(value)


def test_the_back_office_tells_costs_to_those_who_may_see_them(api: Api, contoso: str) -> None:
    """D15."""
    path = f"/assets/{bought(api, contoso)['id']}"
    for role in ("operator:olga", "finance:fritz", "auditor:eva"):
        assert done(api.get(path, acting_as=role))["cost"]["unit"]["currency"] == "EUR"
    assert "cost" not in done(api.get(path, acting_as="engineer:ada"))
    customer = api.get(path, acting_as=f"customer:{contoso}")
    assert (customer.status_code, customer.json()["code"]) == (403, "forbidden")
    assert "storefront" in customer.json()["advice"]


def test_an_operator_names_the_account_that_is_meant(api: Api) -> None:
    answer = api.get("/storefront/assets")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_an_account_that_nobody_opened_sees_nothing(api: Api) -> None:
    stranger = f"customer:{uuid4()}"
    answer = api.get("/storefront/assets", acting_as=stranger)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_a_reseller_itself_has_no_payable_price(api: Api) -> None:
    """S74: the price belongs to an end customer."""
    reseller = opened(api, kind="reseller", name="Alone")
    path = f"/storefront/products/{WINDOWS_EDUCATION}/price"
    answer = api.get(path, acting_as=f"reseller:{reseller}")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_a_microsoft_customer")
