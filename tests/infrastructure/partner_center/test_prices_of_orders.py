"""What an order's licences cost, exact to the last digit, where Microsoft shows it at all."""

from decimal import Decimal

import httpx
import pytest

from application.ports.microsoft.errors import VendorRefused
from tests.infrastructure.partner_center.support import ITEM, TENANT, Center, fault

SECRET = fault(403, "800043", "You cannot access the price")


def order(price: str) -> httpx.Response:
    """An order as bytes, because JSON's own numbers would be rounded on their way here."""
    line = f'{{"lineItemNumber": 0, "offerId": "{ITEM}", "quantity": 2, "pricing": {price}}}'
    body = f'{{"id": "0a3624c6e47d", "billingCycle": "one_time", "lineItems": [{line}]}}'
    return httpx.Response(200, text=body)


def listed(price: str) -> httpx.Response:
    return httpx.Response(200, text=f'{{"items": [{order(price).text}]}}')


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("512.5", "512.5"),
        ("512.50", "512.50"),
        ("0.1", "0.1"),
        ('"512.50"', "512.50"),
        ("12345678901234567.89", "12345678901234567.89"),
        ("0", "0"),
    ],
)
def test_a_price_is_exactly_what_microsoft_wrote(text: str, price: str) -> None:
    """D13 B2: a price is compared with what the asset was sold at."""
    pricing = f'{{"listPrice": 600, "price": {text}, "extendedPrice": 1025.0}}'
    found = Center(order(pricing)).vendor.read_order(TENANT, "0a3624c6e47d")
    assert str(found.lines[0].unit_price) == str(Decimal(price))
    [same] = Center(listed(pricing)).vendor.find_orders(TENANT)
    assert same.lines[0].unit_price == Decimal(price)


@pytest.mark.parametrize(
    "pricing",
    ["null", "{}", '{"price": null}', '{"price": "call us"}', '"free"', '{"price": true}'],
)
def test_an_odd_price_is_none_and_never_costs_the_order(pricing: str) -> None:
    found = Center(order(pricing)).vendor.read_order(TENANT, "0a3624c6e47d")
    assert (found.lines[0].quantity, found.lines[0].unit_price) == (2, None)


def test_orders_are_asked_for_with_their_prices() -> None:
    center = Center(order("{}"))
    center.vendor.read_order(TENANT, "0a3624c6e47d")
    assert center.sent.url.params["include_price"] == "true"


def test_where_prices_are_refused_the_orders_are_read_without_them() -> None:
    one = Center(SECRET, order("null"))
    assert one.vendor.read_order(TENANT, "0a3624c6e47d").lines[0].unit_price is None
    assert "include_price" not in one.requests[1].url.params
    many = Center(SECRET, listed("null"))
    assert [each.order_id for each in many.vendor.find_orders(TENANT)] == ["0a3624c6e47d"]
    assert dict(many.requests[1].url.params) == {"billingType": "onetime"}


def test_d17_another_refusal_is_not_asked_again_and_is_told() -> None:
    center = Center(fault(403, "20002"))
    with pytest.raises(VendorRefused):
        center.vendor.find_orders(TENANT)
    assert len(center.requests) == 1
