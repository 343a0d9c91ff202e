"""Reads: patient within bounds, identified, and read to the last page."""

import uuid
from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest

from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from tests.infrastructure.partner_center.support import TENANT, TODAY, Center, fault, listing

ORDER = {"id": "0a3624c6e47d", "billingCycle": "one_time", "lineItems": []}
OTHER = {"id": "55a4e6854d54", "billingCycle": "OneTime", "lineItems": []}
PASSING = [
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
    httpx.RemoteProtocolError("closed"),
    httpx.Response(429),
    httpx.Response(500),
    httpx.Response(502),
    httpx.Response(503),
    httpx.Response(504),
]


@pytest.mark.parametrize("failed", PASSING, ids=str)
def test_a_read_is_repeated_after_what_passes(failed: httpx.Response | Exception) -> None:
    center = Center(failed, failed, failed, listing(ORDER))
    assert [order.order_id for order in center.vendor.find_orders(TENANT)] == ["0a3624c6e47d"]
    assert len(center.requests) == 4


@pytest.mark.parametrize("failed", PASSING, ids=str)
def test_a_read_is_given_up_after_four_tries(failed: httpx.Response | Exception) -> None:
    center = Center(failed)
    with pytest.raises(VendorUnavailable):
        center.vendor.find_orders(TENANT)
    assert len(center.requests) == 4
    assert center.clock.waits == sorted(center.clock.waits)
    assert sum(center.clock.waits) < 6


def test_the_wait_that_microsoft_asks_for_is_kept() -> None:
    center = Center(httpx.Response(429, headers={"Retry-After": "7"}), listing())
    center.vendor.find_orders(TENANT)
    assert center.clock.waits == [7]


def test_the_wait_may_be_given_as_a_date() -> None:
    later = format_datetime(TODAY + timedelta(seconds=9), usegmt=True)
    center = Center(httpx.Response(503, headers={"Retry-After": later}), listing())
    center.vendor.find_orders(TENANT)
    assert center.clock.waits == [9]


def test_a_wait_beyond_twenty_seconds_is_the_caller_s_to_decide() -> None:
    center = Center(httpx.Response(429, headers={"Retry-After": "57"}))
    with pytest.raises(VendorUnavailable) as unavailable:
        center.vendor.find_orders(TENANT)
    assert unavailable.value.retry_after == 57
    assert (center.clock.waits, len(center.requests)) == ([], 1)


@pytest.mark.parametrize("asked", ["", "soon", "-5", "Wed, 99 Foo 2026 00:00:00 GMT"])
def test_an_odd_retry_after_is_no_wish(asked: str) -> None:
    center = Center(httpx.Response(429, headers={"Retry-After": asked}), listing())
    center.vendor.find_orders(TENANT)
    assert len(center.requests) == 2


def test_d17_a_refusal_of_a_gateway_is_no_evidence_and_is_not_repeated() -> None:
    for answer in (httpx.Response(404), httpx.Response(403, text="denied"), httpx.Response(302)):
        center = Center(answer)
        with pytest.raises(VendorUnavailable):
            center.vendor.read_order(TENANT, "0a3624c6e47d")
        assert len(center.requests) == 1


def test_an_order_that_microsoft_does_not_know_is_a_refusal_with_status_404() -> None:
    with pytest.raises(VendorRefused) as refused:
        Center(fault(404, "20000")).vendor.read_order(TENANT, "0a3624c6e47d")
    assert (refused.value.status, refused.value.vendor_code) == (404, "20000")


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"items": [{}]}', b"\xff\xfe{"])
def test_d17_an_unreadable_list_is_no_evidence_that_nothing_is_there(body: bytes) -> None:
    with pytest.raises(VendorUnavailable, match="unreadable"):
        Center(httpx.Response(200, content=body)).vendor.find_orders(TENANT)


def test_every_read_has_ids_of_its_own_and_says_who_asks() -> None:
    center = Center(httpx.Response(502), listing())
    center.vendor.find_orders(TENANT)
    first, second = (request.headers for request in center.requests)
    assert uuid.UUID(first["MS-RequestId"]) != uuid.UUID(second["MS-RequestId"])
    assert first["MS-CorrelationId"] == second["MS-CorrelationId"]
    assert first["Accept"] == "application/json"
    assert first["X-Locale"] == "en-US"
    assert first["MS-PartnerCenter-Application"] == "Perpetua"


@pytest.mark.parametrize(
    "uri",
    [
        "/customers/c/orders?page=2",
        "/v1/customers/c/orders?page=2",
        "https://api.partnercenter.microsoft.com/v1/customers/c/orders?page=2",
    ],
)
def test_a_next_link_is_followed_in_every_form(uri: str) -> None:
    center = Center(listing(ORDER, links={"next": {"uri": uri}}), listing(OTHER))
    assert len(center.vendor.find_orders(TENANT)) == 2
    assert str(center.requests[1].url).endswith(".com/v1/customers/c/orders?page=2")


@pytest.mark.parametrize(
    "more",
    [
        {"continuationToken": "abc"},
        {
            "links": {
                "next": {
                    "uri": "/odd",
                    "headers": [{"key": "Ms-continuationToken", "value": "abc"}],
                }
            }
        },
    ],
)
def test_a_continuation_token_goes_with_our_own_address(more: dict[str, object]) -> None:
    center = Center(listing(ORDER, **more), listing(OTHER))
    assert len(center.vendor.find_orders(TENANT)) == 2
    second = center.requests[1]
    assert second.headers["MS-ContinuationToken"] == "abc"
    assert dict(second.url.params) == {
        "billingType": "onetime",
        "include_price": "true",
        "seekOperation": "Next",
    }


def test_our_token_goes_to_no_other_host() -> None:
    center = Center(listing(ORDER, links={"next": {"uri": "https://evil.example/v1/orders"}}))
    with pytest.raises(VendorUnavailable, match="another host"):
        center.vendor.find_orders(TENANT)
    assert len(center.requests) == 1


def test_a_list_that_leads_back_to_itself_has_no_end() -> None:
    center = Center(listing(ORDER, continuationToken="abc"))
    with pytest.raises(VendorUnavailable, match="no end"):
        center.vendor.find_orders(TENANT)
    assert len(center.requests) == 2
