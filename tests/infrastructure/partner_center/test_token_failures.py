"""Signing in that fails: nothing was processed, and no secret is told (D7)."""

import httpx
import pytest

from application.ports.microsoft.errors import OutcomeUnknown, VendorUnavailable
from tests.infrastructure.partner_center.support import (
    CART,
    REQUEST,
    TENANT,
    Center,
    fault,
    listing,
)

UNAUTHORIZED = fault(401, "400", "Access denied")
BAD_SECRET = {
    "error": "invalid_client",
    "error_description": "AADSTS7000215: Invalid client secret s3cret provided.\r\nTrace ID: 1",
}


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
