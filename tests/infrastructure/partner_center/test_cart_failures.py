"""Carts that failed are harmless: nothing is bought before a checkout (D31)."""

from collections.abc import Callable

import httpx
import pytest

from application.ports.microsoft.errors import (
    CartAlreadySubmitted,
    CartBusy,
    CartGone,
    VendorRefused,
    VendorUnavailable,
)
from application.ports.microsoft.licences import Cart
from application.ports.microsoft.partners import Vendor
from core.kernel.errors import Refused
from tests.infrastructure.partner_center.support import CART, LINE, REQUEST, TENANT, Center, fault

WRITES: list[Callable[[Vendor], Cart]] = [
    lambda vendor: vendor.create_cart(TENANT, LINE, REQUEST),
    lambda vendor: vendor.renew_cart(TENANT, CART, LINE, REQUEST),
]
HARMLESS = [
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
    httpx.RemoteProtocolError("closed"),
    httpx.Response(408),
    httpx.Response(500, json={"code": "800003"}),
    httpx.Response(503),
    httpx.Response(404),
    httpx.Response(201, text="<html>"),
]


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("failed", HARMLESS, ids=str)
def test_a_cart_that_was_perhaps_stored_is_harmless_and_is_sent_once(
    write: Callable[[Vendor], Cart], failed: httpx.Response | Exception
) -> None:
    center = Center(failed)
    with pytest.raises(VendorUnavailable):
        write(center.vendor)
    assert len(center.requests) == 1


@pytest.mark.parametrize("write", WRITES)
def test_a_throttled_cart_tells_when_to_try_again(write: Callable[[Vendor], Cart]) -> None:
    with pytest.raises(VendorUnavailable) as unavailable:
        write(Center(httpx.Response(429, headers={"Retry-After": "30"})).vendor)
    assert unavailable.value.retry_after == 30


@pytest.mark.parametrize("write", WRITES)
def test_a_refused_cart_tells_microsoft_s_code_and_words(write: Callable[[Vendor], Cart]) -> None:
    with pytest.raises(VendorRefused) as refused:
        write(Center(fault(403, 13605, "No agreement")).vendor)
    assert (refused.value.vendor_code, refused.value.vendor_message) == ("13605", "No agreement")


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        (404, "800008", CartGone),
        (409, "800064", CartBusy),
        (409, "800060", CartBusy),
        (400, "800065", CartAlreadySubmitted),
    ],
)
def test_d31_the_cart_s_state_is_told_when_it_is_read_or_renewed(
    status: int, code: str, state: type[Refused]
) -> None:
    with pytest.raises(state):
        Center(fault(status, code)).vendor.read_cart(TENANT, CART)
    with pytest.raises(state):
        WRITES[1](Center(fault(status, code)).vendor)
