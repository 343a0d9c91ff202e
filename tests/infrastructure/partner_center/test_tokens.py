"""Signing in: two audiences, one rotating refresh token, no secret in any message."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qs

import httpx
import pytest

from application.ports.vendor import OutcomeUnknown, VendorUnavailable
from tests.infrastructure.partner_center.support import (
    CART,
    PARTNER,
    REQUEST,
    TENANT,
    TODAY,
    Center,
    fixture,
    listing,
)

UNAUTHORIZED = httpx.Response(401, json={"code": "400", "description": "Access denied"})
BAD_SECRET = {
    "error": "invalid_client",
    "error_description": "AADSTS7000215: Invalid client secret s3cret provided.\r\nTrace ID: 1",
}


def form(request: httpx.Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(request.content.decode()).items()}


def tokens_used(center: Center) -> list[str]:
    return [request.headers["Authorization"] for request in center.requests]


def answering(*answers: dict[str, object]) -> Callable[[httpx.Request], httpx.Response]:
    left = iter(answers)
    return lambda request: httpx.Response(200, json=next(left))


def test_a_token_is_asked_for_with_the_refresh_token_of_the_signed_in_user() -> None:
    center = Center(listing())
    center.vendor.find_orders(TENANT)
    [asked] = center.token_requests
    assert str(asked.url) == f"https://login.microsoftonline.com/{PARTNER}/oauth2/v2.0/token"
    assert form(asked) == {
        "grant_type": "refresh_token",
        "refresh_token": "refresh-1",
        "client_id": "app-1",
        "client_secret": "s3cret",
        "scope": "https://api.partnercenter.microsoft.com/.default",
    }


def test_price_sheets_have_an_audience_of_their_own() -> None:
    center = Center(httpx.Response(200, content=fixture("sheet.csv")))
    center.vendor.price_sheet("DE", TODAY)
    assert form(center.token_requests[0])["scope"] == "https://api.partner.microsoft.com/.default"


def test_one_token_serves_until_a_minute_before_it_expires() -> None:
    center = Center(listing())
    center.vendor.find_orders(TENANT)
    center.clock.time += timedelta(seconds=3539)
    center.vendor.find_orders(TENANT)
    center.clock.time += timedelta(seconds=1)
    center.vendor.find_orders(TENANT)
    assert tokens_used(center) == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]


def test_a_lifetime_may_be_a_string_and_a_rotated_refresh_token_is_used_from_then_on() -> None:
    center = Center(listing())
    center.token_answer = answering(
        {"access_token": "a", "expires_in": "60", "refresh_token": "refresh-2"},
        {"access_token": "b", "expires_in": "60"},
        {"access_token": "c", "expires_in": "60"},
    )
    for _ in range(3):
        center.vendor.find_orders(TENANT)
    used = [form(request)["refresh_token"] for request in center.token_requests]
    assert used == ["refresh-1", "refresh-2", "refresh-2"]


def test_a_401_renews_the_token_and_repeats_the_request_with_the_same_id() -> None:
    center = Center(UNAUTHORIZED, httpx.Response(201, content=fixture("checkout.json")))
    center.vendor.check_out(TENANT, CART, REQUEST)
    assert tokens_used(center) == ["Bearer token-1", "Bearer token-2"]
    assert {request.headers["MS-RequestId"] for request in center.requests} == {str(REQUEST)}


def test_d7_a_401_that_persists_processed_nothing_and_names_the_credentials() -> None:
    center = Center(UNAUTHORIZED)
    with pytest.raises(VendorUnavailable, match=r"'default'.*401 400: Access denied"):
        center.vendor.check_out(TENANT, CART, REQUEST)
    assert len(center.requests) == 2


def test_d7_a_timeout_after_a_renewed_token_leaves_the_outcome_unknown() -> None:
    center = Center(UNAUTHORIZED, httpx.ReadTimeout("slow"))
    with pytest.raises(OutcomeUnknown):
        center.vendor.check_out(TENANT, CART, REQUEST)


def test_d7_a_checkout_without_a_token_is_never_sent() -> None:
    center = Center(httpx.Response(201))

    def unreachable(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow")

    center.token_answer = unreachable
    with pytest.raises(VendorUnavailable, match="'default' got no token, ReadTimeout"):
        center.vendor.check_out(TENANT, CART, REQUEST)
    assert center.requests == []


def test_bad_credentials_are_named_by_their_reference_and_no_secret_is_told() -> None:
    center = Center(listing())
    center.token_answer = lambda request: httpx.Response(401, json=BAD_SECRET)
    with pytest.raises(VendorUnavailable, match="AADSTS7000215") as unavailable:
        center.vendor.find_orders(TENANT)
    assert "'default'" in unavailable.value.message
    assert "s3cret" not in unavailable.value.message
    assert "Trace ID" not in unavailable.value.message


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, json={"token_type": "Bearer"}),
        httpx.Response(200, json={"access_token": "a", "expires_in": "soon"}),
        httpx.Response(200, text="<html>sign in</html>"),
        httpx.Response(429, text="slow down"),
        httpx.Response(503),
    ],
    ids=lambda answer: f"{answer.status_code} {answer.text[:20]}",
)
def test_an_unusable_answer_of_the_token_service_is_unavailable(answer: httpx.Response) -> None:
    center = Center(listing())
    center.token_answer = lambda request: httpx.Response(
        answer.status_code, headers=answer.headers, content=answer.content
    )
    with pytest.raises(VendorUnavailable, match="credentials 'default'"):
        center.vendor.find_orders(TENANT)


def test_many_threads_share_one_token() -> None:
    center = Center(listing())
    vendor = center.vendor
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: vendor.find_orders(TENANT), range(40)))
    assert len(center.token_requests) == 1
