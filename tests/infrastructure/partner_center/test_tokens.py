"""Signing in: two audiences, one rotating refresh token, no secret in any message."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qs

import httpx

from tests.infrastructure.partner_center.support import (
    CART,
    PARTNER,
    REQUEST,
    TENANT,
    TODAY,
    Center,
    fault,
    fixture,
    listing,
)


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
    center = Center(fault(401, "400"), httpx.Response(201, content=fixture("checkout.json")))
    center.vendor.check_out(TENANT, CART, REQUEST)
    assert tokens_used(center) == ["Bearer token-1", "Bearer token-2"]
    assert {request.headers["MS-RequestId"] for request in center.requests} == {str(REQUEST)}


def test_many_threads_share_one_token() -> None:
    center = Center(listing())
    vendor = center.vendor
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: vendor.find_orders(TENANT), range(40)))
    assert len(center.token_requests) == 1
