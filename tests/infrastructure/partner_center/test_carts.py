"""Carts: one line, nothing bought, so that every failure is harmless (D31, D32)."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from application.ports.microsoft.errors import VendorUnavailable
from application.ports.microsoft.licences import Cart
from application.ports.microsoft.partners import Vendor
from tests.infrastructure.partner_center.support import (
    CART,
    ITEM,
    LINE,
    REQUEST,
    TENANT,
    Center,
    body_of,
    fixture,
)

WRITES: list[Callable[[Vendor], Cart]] = [
    lambda vendor: vendor.create_cart(TENANT, LINE, REQUEST),
    lambda vendor: vendor.renew_cart(TENANT, CART, LINE, REQUEST),
]


def cart_with(**changes: Any) -> httpx.Response:
    cart = json.loads(fixture("cart.json"))
    cart["lineItems"][0] |= changes
    return httpx.Response(201, json=cart)


def read(answer: httpx.Response) -> Cart:
    return Center(answer).vendor.read_cart(TENANT, CART)


@pytest.mark.parametrize(("write", "method"), [(WRITES[0], "POST"), (WRITES[1], "PUT")])
def test_d32_a_cart_is_sent_with_the_caller_s_id_and_no_term(
    write: Callable[[Vendor], Cart], method: str
) -> None:
    center = Center(httpx.Response(201, content=fixture("cart.json")))
    write(center.vendor)
    assert center.sent.method == method
    assert center.sent.url.path.startswith(f"/v1/customers/{TENANT}/carts")
    assert center.sent.headers["MS-RequestId"] == str(REQUEST)
    assert body_of(center.sent) == {
        "lineItems": [
            {
                "id": 0,
                "catalogItemId": ITEM,
                "quantity": 2,
                "billingCycle": "one_time",
                "friendlyName": "BizTalk Server #k7m2",
            }
        ]
    }


def test_a_sale_of_a_reseller_names_it_in_microsoft_s_network() -> None:
    """An indirect provider's line has its reseller as a participant (contract 6.2)."""
    center = Center(httpx.Response(201, content=fixture("cart.json")))
    center.vendor.create_cart(TENANT, replace(LINE, reseller_mpn_id="4390934"), REQUEST)
    [line] = body_of(center.sent)["lineItems"]
    assert line["participants"] == [{"key": "transaction_reseller", "value": "4390934"}]


def test_d31_a_cart_is_read_with_its_one_line() -> None:
    assert read(httpx.Response(200, content=b"\xef\xbb\xbf" + fixture("cart.json"))) == Cart(
        cart_id=CART,
        ordered=False,
        expires_at=datetime(2026, 3, 8, 12, 0, 0, 606299, tzinfo=UTC),
        catalog_id=ITEM,
        quantity=2,
        currency="EUR",
        friendly_name="BizTalk Server #k7m2",
        line_error=None,
    )


@pytest.mark.parametrize("status", ["Ordered", "ordered", "ORDERED"])
def test_d31_an_ordered_cart_says_so_in_any_casing(status: str) -> None:
    cart = json.loads(fixture("cart.json")) | {"status": status}
    assert read(httpx.Response(200, json=cart)).ordered


@pytest.mark.parametrize(("code", "name"), [(10001, "10001"), ("invalidInput", "invalidInput")])
def test_d31_a_line_error_of_a_stored_cart_is_told(code: str | int, name: str) -> None:
    cart = read(cart_with(error={"errorCode": code, "errorDescription": "Not valid"}))
    assert cart.line_error == (name, "Not valid")


def test_a_quantity_may_be_a_string_and_a_currency_may_be_missing() -> None:
    cart = read(cart_with(quantity="3", currencyCode=None, friendlyName=None))
    assert (cart.quantity, cart.currency, cart.friendly_name) == (3, "", "")


@pytest.mark.parametrize("lines", [[], None, [{"quantity": 1}, {"quantity": 2}]])
def test_d31_a_cart_without_exactly_one_line_is_none_of_ours(lines: object) -> None:
    cart = json.loads(fixture("cart.json")) | {"lineItems": lines}
    with pytest.raises(VendorUnavailable, match="instead of one"):
        read(httpx.Response(200, json=cart))
