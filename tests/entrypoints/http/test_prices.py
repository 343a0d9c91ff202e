"""How prices came about, and what another rate would do, over HTTP (B9, B10)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.entrypoints.explained import require_reproducible
from tests.entrypoints.http.served import Api, done
from tests.entrypoints.http.shop import OFFICE, WINDOWS_EDUCATION, opened, quoted

_RATE = {"anchor": "EUR", "currency": "ILS"}


@pytest.mark.parametrize("currency", ["EUR", "ILS"])
def test_every_default_price_follows_from_the_numbers_of_its_explanation(
    api: Api, instance: str, currency: str
) -> None:
    """B9, S71, S72, D19."""
    products = done(api.get("/products", instance_id=instance, limit=500))["items"]
    for product in products[::40]:
        path = f"/products/{instance}/{product['code']}/price-explanation"
        found = done(api.get(path, currency=currency))
        require_reproducible(found)
        (shown,) = (each for each in product["list_prices"] if each["currency"] == currency)
        assert shown["sell"] == found["sell"]["result"]["amount"]


@pytest.mark.parametrize("quantity", [1, 50])
def test_a_payable_price_is_explained_as_the_storefront_shows_it(
    api: Api, instance: str, university: str, quantity: int
) -> None:
    """B9, S39, S75, S76."""
    asked: dict[str, Any] = {"currency": "EUR", "country": "DE", "quantity": quantity}
    path = f"/products/{instance}/{WINDOWS_EDUCATION}/price-explanation"
    found = done(api.get(path, **asked))
    require_reproducible(found)
    price = f"/storefront/products/{WINDOWS_EDUCATION}/price"
    shown = done(api.get(price, account_id=university, quantity=quantity))
    assert shown["quantity"] == quantity
    assert shown["total"] == found["total"]
    assert shown["payable"] == found["sell"]["result"]
    assert (found["kind"], found["country"], found["quantity"]) == ("payable", "DE", quantity)
    assert found["steps"]


def test_an_explanation_repeats_itself_at_its_own_time(api: Api, instance: str) -> None:
    """B5, B9, D34."""
    path = f"/products/{instance}/{OFFICE}/price-explanation"
    now = done(api.get(path, currency="ILS"))
    then = done(api.get(path, currency="ILS", at=now["at"]))
    assert {**then, "at": now["at"]} == now


@pytest.mark.parametrize(
    ("code", "asked", "expected"),
    [
        (OFFICE, {}, (422, "invalid_input")),
        (OFFICE, {"currency": "EURO"}, (422, "invalid_input")),
        (OFFICE, {"currency": "EUR", "quantity": 0}, (422, "invalid_input")),
        (OFFICE, {"currency": "EUR", "at": "2026-01-31T12:00:00"}, (422, "invalid_input")),
        (OFFICE, {"currency": "USD"}, (409, "no_price")),
        (OFFICE, {"currency": "EUR", "country": "JP"}, (409, "not_available_in_country")),
        ("DG7GMGF0DXXX:0001:SEG0001", {"currency": "EUR"}, (404, "not_found")),
    ],
)
def test_a_price_that_does_not_exist_is_not_explained(
    api: Api, instance: str, code: str, asked: dict[str, str], expected: tuple[int, str]
) -> None:
    """B9, D19, D27."""
    answer = api.get(f"/products/{instance}/{code}/price-explanation", **asked)
    assert (answer.status_code, answer.json()["code"]) == expected


def test_costs_are_not_explained_to_buyers(api: Api, instance: str, contoso: str) -> None:
    """D15."""
    path = f"/products/{instance}/{OFFICE}/price-explanation"
    answer = api.get(path, currency="EUR", acting_as=f"customer:{contoso}")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_a_rate_is_tried_on_products_and_open_quotes(api: Api, instance: str) -> None:
    """B10: nothing is written."""
    tenant = "c0ffee00-0000-4000-8000-000000000003"
    payer = opened(api, name="Tel Aviv", currency="ILS", tenant_id=tenant, instance_id=instance)
    order = quoted(api, payer)
    end = api.ledger_end()
    found = done(api.get("/exchange-rates/what-if", **_RATE, units_per_anchor="4.10"))
    assert api.ledger_end() == end
    assert (found["units_now"], found["units_per_anchor"]) == ("3.95", "4.10")
    office = next(each for each in found["products"] if each["code"] == OFFICE)
    assert office["percent"] == "3.8"
    (quote,) = (each for each in found["quotes"] if each["order_id"] == order)
    assert quote["total_before"] == done(api.get(f"/orders/{order}"))["total"]["amount"]


@pytest.mark.parametrize(
    "asked",
    [
        {**_RATE, "units_per_anchor": "0"},
        {**_RATE, "units_per_anchor": "4,10"},
        {**_RATE},
        {"anchor": "EUR", "currency": "EUR", "units_per_anchor": "1"},
        {"anchor": "EURO", "currency": "ILS", "units_per_anchor": "1"},
    ],
)
def test_only_a_plain_rate_between_two_currencies_is_tried(api: Api, asked: dict[str, str]) -> None:
    """D19."""
    answer = api.get("/exchange-rates/what-if", **asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


@pytest.mark.parametrize("quantity", ["0", "-1", "many"])
def test_a_price_is_asked_for_some_licences(api: Api, contoso: str, quantity: str) -> None:
    """S75."""
    path = f"/storefront/products/{OFFICE}/price"
    answer = api.get(path, account_id=contoso, quantity=quantity)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
