"""Purchases against the simulator of Partner Center and its faults, over real HTTP (D7, D31)."""

import uuid

import pytest

from application.ports.microsoft.errors import (
    CartAlreadySubmitted,
    CartGone,
    OutcomeUnknown,
    VendorRefused,
    VendorUnavailable,
)
from application.ports.microsoft.licences import LineToBuy, OrderState
from tests.infrastructure.partner_center.simulated import CONTOSO, Simulated


def test_b1_a_licence_is_bought_once_and_found_by_its_reference(simulated: Simulated) -> None:
    vendor, cart_id, request_id = simulated.vendor, simulated.cart("#once"), uuid.uuid4()
    assert not vendor.read_cart(CONTOSO, cart_id).ordered
    order = vendor.check_out(CONTOSO, cart_id, request_id)
    assert vendor.check_out(CONTOSO, cart_id, request_id).order_id == order.order_id
    assert vendor.read_cart(CONTOSO, cart_id).ordered
    assert order.alias is not None
    simulated.wait(3600)
    completed = vendor.read_order(CONTOSO, order.alias)
    assert (completed.order_id, completed.state) == (order.order_id, OrderState.COMPLETED)
    assert completed.lines[0].perpetual_id
    found = [each for each in vendor.find_orders(CONTOSO) if "#once" in each.lines[0].friendly_name]
    assert found == [completed]


def test_d7_a_checkout_whose_answer_was_lost_is_unknown_and_was_bought(
    simulated: Simulated,
) -> None:
    cart_id, request_id = simulated.cart("#lost"), uuid.uuid4()
    simulated.strike("lost_after")
    with pytest.raises(OutcomeUnknown) as unknown:
        simulated.vendor.check_out(CONTOSO, cart_id, request_id)
    assert not unknown.value.answered
    assert simulated.vendor.read_cart(CONTOSO, cart_id).ordered
    order = simulated.vendor.check_out(CONTOSO, cart_id, request_id)
    assert order.lines[0].quantity == 2


@pytest.mark.parametrize("fault", ["server_error", "malformed", "lost_before"])
def test_d7_what_proves_nothing_leaves_the_outcome_unknown(
    simulated: Simulated, fault: str
) -> None:
    cart_id = simulated.cart("#fault")
    simulated.strike(fault)
    with pytest.raises(OutcomeUnknown):
        simulated.vendor.check_out(CONTOSO, cart_id, uuid.uuid4())


@pytest.mark.parametrize("as_order_error", [True, False])
def test_d7_a_documented_refusal_buys_nothing(simulated: Simulated, as_order_error: bool) -> None:
    cart_id = simulated.cart("#refused")
    simulated.strike("refusal", as_order_error=as_order_error)
    with pytest.raises(VendorRefused) as refused:
        simulated.vendor.check_out(CONTOSO, cart_id, uuid.uuid4())
    assert refused.value.vendor_code == "800069"
    assert not simulated.vendor.read_cart(CONTOSO, cart_id).ordered


def test_a_throttled_read_is_repeated_and_a_throttled_checkout_is_not(simulated: Simulated) -> None:
    cart_id = simulated.cart("#throttled")
    simulated.strike("throttled", method="GET", path="*/carts/*", count=2, retry_after=3)
    assert not simulated.vendor.read_cart(CONTOSO, cart_id).ordered
    simulated.strike("throttled", retry_after=57)
    with pytest.raises(VendorUnavailable) as unavailable:
        simulated.vendor.check_out(CONTOSO, cart_id, uuid.uuid4())
    assert unavailable.value.retry_after == 57


def test_d31_a_cart_that_was_submitted_or_never_was_says_so(simulated: Simulated) -> None:
    cart_id = simulated.cart("#submitted")
    simulated.vendor.check_out(CONTOSO, cart_id, uuid.uuid4())
    line = LineToBuy(simulated.item(), 1, "again")
    with pytest.raises(CartAlreadySubmitted):
        simulated.vendor.renew_cart(CONTOSO, cart_id, line, uuid.uuid4())
    with pytest.raises(CartGone):
        simulated.vendor.check_out(CONTOSO, str(uuid.uuid4()), uuid.uuid4())
