"""Back-pressure: what Microsoft throttles is not asked at all, and nothing was bought (D7)."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from application.ports.microsoft.errors import VendorUnavailable
from infrastructure.partner_center.partner_centers import PartnerCenterVendor
from infrastructure.partner_center.throttle import PATIENCE, Throttle
from tests.infrastructure.partner_center.support import (
    CART,
    LINE,
    PARTNER,
    REQUEST,
    TENANT,
    Center,
    fault,
)


class ScriptedGates:
    """Answers as told, and remembers."""

    def __init__(self, *places: tuple[bool, float]) -> None:
        self.places = list(places)
        self.asked: list[str] = []
        self.closed: list[tuple[str, float]] = []

    def enter(self, tenant: str, *, patience: float) -> tuple[bool, float]:
        assert patience == PATIENCE
        self.asked.append(tenant)
        return self.places.pop(0) if self.places else (True, 0.0)

    def close(self, tenant: str, *, seconds: float) -> None:
        self.closed.append((tenant, seconds))


def test_a_checkout_before_a_closed_gate_is_not_sent_and_certainly_not_processed() -> None:
    gates = ScriptedGates((False, 57.0))
    center = Center(gates=gates)
    with pytest.raises(VendorUnavailable) as refused:
        center.vendor.check_out(TENANT, CART, REQUEST)
    assert (refused.value.retry_after, refused.value.answered) == (57.0, False)
    assert center.requests == []


@pytest.mark.parametrize(
    "call",
    [
        lambda vendor: vendor.read_order(TENANT, "order-1"),
        lambda vendor: vendor.create_cart(TENANT, LINE, REQUEST),
    ],
)
def test_every_other_call_fails_alike_and_is_not_tried_again(
    call: Callable[[PartnerCenterVendor], object],
) -> None:
    gates = ScriptedGates((False, 9.0))
    center = Center(gates=gates)
    with pytest.raises(VendorUnavailable) as refused:
        call(center.vendor)
    assert refused.value.retry_after == 9.0
    assert gates.asked == [PARTNER]
    assert center.requests == []


def test_a_short_wait_is_waited_by_our_clock() -> None:
    center = Center(fault(404, "20002"), gates=ScriptedGates((True, 0.5)))
    with pytest.raises(Exception, match="20002"):
        center.vendor.read_order(TENANT, "order-1")
    assert center.clock.waits == [0.5]
    assert len(center.requests) == 1


@pytest.mark.parametrize(("asked", "seconds"), [("57", 57.0), ("", 10.0)])
def test_a_429_closes_the_gate_of_the_partner_tenant_for_everybody(
    asked: str, seconds: float
) -> None:
    gates = ScriptedGates()
    throttled = httpx.Response(429, headers={"Retry-After": asked}, json={"statusCode": 429})
    center = Center(throttled, gates=gates)
    with pytest.raises(VendorUnavailable) as refused:
        center.vendor.check_out(TENANT, CART, REQUEST)
    assert refused.value.answered
    assert gates.closed == [(PARTNER, seconds)]


def test_signing_in_and_the_catalogue_have_limits_of_their_own() -> None:
    gates = ScriptedGates()
    throttle = Throttle(PARTNER, gates, Center().clock)
    for url in (
        "https://login.test/x/oauth2/v2.0/token",
        "https://api.test/v1/products?country=DE",
    ):
        request = httpx.Request("GET", url)
        throttle.enter(request)
        throttle.notice(httpx.Response(429, request=request))
    assert (gates.asked, gates.closed) == ([], [])
