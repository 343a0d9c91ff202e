"""Orders in our words: ids, states, lines (D13)."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from application.ports.microsoft.licences import OrderState, VendorOrder
from tests.infrastructure.partner_center.support import ITEM, TENANT, Center, listing

LINE = {"lineItemNumber": 0, "offerId": ITEM, "quantity": 1}


def order(**members: Any) -> VendorOrder:
    answer = httpx.Response(200, json={"id": "0a3624c6e47d", "lineItems": [LINE], **members})
    return Center(answer).vendor.read_order(TENANT, "0a3624c6e47d")


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("pending", OrderState.PENDING),
        ("Completed", OrderState.COMPLETED),
        ("cancelled", OrderState.CANCELLED),
        ("Canceled", OrderState.CANCELLED),
        ("unknown", OrderState.UNKNOWN),
        ("somethingNew", OrderState.UNKNOWN),
        (None, OrderState.UNKNOWN),
    ],
)
def test_an_order_s_status_is_read_in_any_casing(word: str | None, state: OrderState) -> None:
    assert order(status=word).state is state


def test_d13_the_perpetual_id_is_the_line_s_subscription_id_once_there_is_one() -> None:
    subscribed = order(lineItems=[LINE | {"subscriptionId": "EF2E1307-86E6-40E3"}])
    assert subscribed.lines[0].perpetual_id == "EF2E1307-86E6-40E3"
    assert order(lineItems=[LINE | {"subscriptionId": ""}]).lines[0].perpetual_id is None
    assert order().lines[0].perpetual_id is None


def test_d13_an_old_order_has_no_alias_and_belongs_to_the_customer_asked_for() -> None:
    assert (order().alias, order().tenant_id) == (None, TENANT)


def test_an_id_may_be_a_number_and_a_line_number_a_string() -> None:
    odd = order(id=4711, alternateId=12, lineItems=[LINE | {"lineItemNumber": "3"}])
    assert (odd.order_id, odd.alias, odd.lines[0].number) == ("4711", "12", 3)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2019-01-16T00:48:51.6578126Z", datetime(2019, 1, 16, 0, 48, 51, 657812, tzinfo=UTC)),
        ("2019-01-16T00:48:44.76+00:00", datetime(2019, 1, 16, 0, 48, 44, 760000, tzinfo=UTC)),
        ("2018-03-06T17:37:05.253-08:00", datetime(2018, 3, 7, 1, 37, 5, 253000, tzinfo=UTC)),
        ("2019-01-16T00:48:44", datetime(2019, 1, 16, 0, 48, 44, tzinfo=UTC)),
        ("0001-01-01T00:00:00", None),
        ("0001-01-01T00:00:00+08:00", None),
        ("9999-12-31T23:59:59-08:00", None),
        ("2019 - 01 - 16", None),
    ],
)
def test_a_time_is_utc_and_an_odd_one_never_costs_the_order(
    text: str, time: datetime | None
) -> None:
    assert order(creationDate=text).ordered_at == time


def test_only_one_time_orders_are_found_each_once_and_an_order_of_no_cycle_may_be_one() -> None:
    cycles = ["one_time", "OneTime", "onetime", None, "unknown", "monthly", "annual", "none"]
    orders = [{"id": f"o{n}", "billingCycle": word} for n, word in enumerate(cycles)]
    center = Center(listing(*orders, orders[0]))
    found = center.vendor.find_orders(TENANT)
    assert [each.order_id for each in found] == ["o0", "o1", "o2", "o3", "o4"]
    assert center.sent.url.path == f"/v1/customers/{TENANT}/orders"
    assert dict(center.sent.url.params) == {"billingType": "onetime", "include_price": "true"}


def test_ids_are_quoted_in_paths() -> None:
    center = Center(httpx.Response(200, json={"id": "x"}))
    center.vendor.read_order("a/../b", "c?d#e")
    path = center.sent.url.raw_path.partition(b"?")[0]
    assert path == b"/v1/customers/a%2F..%2Fb/orders/c%3Fd%23e"
