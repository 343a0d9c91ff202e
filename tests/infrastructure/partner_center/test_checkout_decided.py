"""Checkouts that Microsoft decided: bought, refused, or in a state of the cart (D7, D13, D31)."""

import httpx
import pytest

from application.ports.microsoft.errors import (
    CartAlreadySubmitted,
    CartBusy,
    CartGone,
    OutcomeUnknown,
    VendorRefused,
    VendorUnavailable,
)
from application.ports.microsoft.licences import OrderState
from core.kernel.errors import Refused
from tests.infrastructure.partner_center.support import (
    CART,
    ITEM,
    REQUEST,
    TENANT,
    Center,
    checkout_refused,
    fault,
    fixture,
)

BOM = b"\xef\xbb\xbf"
GROUP_ERROR = {"orderGroupId": "0", "code": 800069, "description": "Risk check failed"}
REFUSALS = [
    (400, "800009"),
    (400, "800018"),
    (403, "800020"),
    (403, "13605"),
    (403, "800069"),
    (404, "60003"),
    (417, "800036"),
]
CART_STATES = [
    (409, "800060", CartBusy),
    (409, "800064", CartBusy),
    (400, "800065", CartAlreadySubmitted),
    (404, "800008", CartGone),
]


@pytest.mark.parametrize(("status", "code"), REFUSALS)
def test_d7_a_documented_business_code_is_a_refusal(status: int, code: str) -> None:
    refused = checkout_refused(fault(status, code, "Not for sale"))
    assert isinstance(refused, VendorRefused)
    assert (refused.vendor_code, refused.vendor_message) == (code, "Not for sale")
    assert refused.status == status


def test_d7_an_error_of_the_order_group_without_an_order_is_a_refusal() -> None:
    refused = checkout_refused(
        httpx.Response(201, json={"orders": [], "orderErrors": [GROUP_ERROR]})
    )
    assert isinstance(refused, VendorRefused)
    assert (refused.vendor_code, refused.status) == ("800069", 201)


@pytest.mark.parametrize(("status", "code", "state"), CART_STATES)
def test_d31_codes_about_the_cart_are_states_of_the_cart(
    status: int, code: str, state: type[Refused]
) -> None:
    assert isinstance(checkout_refused(fault(status, int(code))), state)


def test_d31_a_group_error_that_says_the_order_is_in_progress_is_no_refusal() -> None:
    busy = {**GROUP_ERROR, "code": "800060"}
    assert isinstance(checkout_refused(httpx.Response(201, json={"orderErrors": [busy]})), CartBusy)


def test_d7_a_throttled_checkout_was_not_processed_and_tells_when_to_try_again() -> None:
    throttled = checkout_refused(httpx.Response(429, headers={"Retry-After": "57"}))
    assert isinstance(throttled, VendorUnavailable)
    assert throttled.retry_after == 57


def test_d13_a_checkout_gives_the_order_of_the_cart_s_one_line() -> None:
    center = Center(httpx.Response(201, content=BOM + fixture("checkout.json")))
    order = center.vendor.check_out(TENANT, CART, REQUEST)
    assert (order.order_id, order.alias) == ("311qiN8iFwkv-XARWMvXRYAwYKMACVqv1", "0a3624c6e47d")
    assert (order.state, order.currency) == (OrderState.PENDING, "EUR")
    assert [(line.number, line.catalog_id, line.quantity) for line in order.lines] == [(0, ITEM, 2)]
    assert order.lines[0].perpetual_id is None


def test_d7_several_orders_for_a_cart_of_one_line_are_not_chosen_between() -> None:
    orders = [{"id": "a", "billingCycle": "one_time"}, {"id": "b", "billingCycle": "one_time"}]
    unknown = checkout_refused(httpx.Response(201, json={"orders": orders}))
    assert isinstance(unknown, OutcomeUnknown)
    assert unknown.vendor_code == "unexpected_orders"


def test_d7_an_order_beside_a_group_error_was_bought() -> None:
    answer = {"orders": [{"id": "a"}], "orderErrors": [GROUP_ERROR]}
    center = Center(httpx.Response(200, json=answer))
    assert center.vendor.check_out(TENANT, CART, REQUEST).order_id == "a"


def test_d32_a_checkout_is_sent_once_with_the_caller_s_id_and_no_body() -> None:
    center = Center(httpx.Response(201, content=fixture("checkout.json")))
    center.vendor.check_out(TENANT, CART, REQUEST)
    assert (center.sent.method, center.sent.content) == ("POST", b"")
    assert center.sent.url.path == f"/v1/customers/{TENANT}/carts/{CART}/checkout"
    assert center.sent.headers["Content-Length"] == "0"
    assert center.sent.headers["MS-RequestId"] == str(REQUEST)
