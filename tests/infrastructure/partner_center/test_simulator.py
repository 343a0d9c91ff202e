"""The adapter against the simulator of Partner Center, over real HTTP."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from application.ports.vendor import (
    CartAlreadySubmitted,
    CartGone,
    LineToBuy,
    OrderState,
    OutcomeUnknown,
    Vendor,
    VendorRefused,
    VendorUnavailable,
    VettedQualification,
)
from core.catalogue.values import ProductCode
from core.qualification import Qualification
from infrastructure.partner_center.partner_centers import PartnerCenters
from infrastructure.partner_center.settings import Credentials, PartnerCenterAddress
from tests.infrastructure.partner_center.support import instance

SRC = Path(__file__).parents[3] / "src"
CREDENTIALS = Credentials(
    "5f1c2a30-0000-4000-8000-00000000c11e", "simulator-secret", "simulator-refresh-token"
)
UNIVERSITY = "c0ffee00-0000-4000-8000-000000000002"
CONTOSO = "c0ffee00-0000-4000-8000-000000000003"
BIZTALK = ProductCode("DG7GMGF0DWM3", "0002", "SEG0001")


class SimulatorClock:
    """The time is real; a wait moves the simulator instead of sleeping."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def wait(self, seconds: float) -> None:
        self._ahead += timedelta(seconds=seconds)
        httpx.post(f"{self._url}/_simulator/clock", json={"advance_seconds": seconds})


class Simulated:
    def __init__(self, url: str, vendor: Vendor) -> None:
        self.url = url
        self.vendor = vendor
        self.clock = SimulatorClock(url)

    def strike(self, fault: str, **options: Any) -> None:
        httpx.post(
            f"{self.url}/_simulator/faults", json={"fault": fault, **options}
        ).raise_for_status()

    def cart(self, reference: str) -> str:
        item = self.vendor.catalog_id(CONTOSO, BIZTALK, "DE")
        line = LineToBuy(item, 2, f"BizTalk {reference}")
        return self.vendor.create_cart(CONTOSO, line, uuid.uuid4()).cart_id


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state = tmp_path_factory.mktemp("simulator") / "state.sqlite"
    command = [sys.executable, "-m", "entrypoints.simulator", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--seed", "1", "--state", str(state)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(SRC)},
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def simulated(address: str) -> Iterator[Simulated]:
    httpx.delete(f"{address}/_simulator/faults").raise_for_status()
    centers = PartnerCenters(
        credentials={"default": CREDENTIALS}.get,
        clock=SimulatorClock(address),
        address=PartnerCenterAddress.at(address),
    )
    yield Simulated(address, centers.of(instance()))
    centers.close()


@pytest.mark.parametrize("qualification", Qualification)
def test_s64_every_segment_s_offers_are_priced_in_the_sheet(
    simulated: Simulated, qualification: Qualification
) -> None:
    offers = simulated.vendor.offers("DE", qualification, "de")
    sheet = simulated.vendor.price_sheet("DE", datetime.now(UTC))
    assert offers
    assert {offer.code for offer in offers} <= {price.code for price in sheet.prices}
    assert {price.price.currency for price in sheet.prices} == {"EUR"}
    assert sheet.quarantine == ()


def test_d25_an_unusable_sheet_row_is_quarantined(simulated: Simulated) -> None:
    odd = {"market": "AT", "columns": {"UnitPrice": "not a number"}}
    httpx.post(f"{simulated.url}/_simulator/sheet-rows", json=odd).raise_for_status()
    [bad] = simulated.vendor.price_sheet("AT", datetime.now(UTC)).quarantine
    assert "'not a number'" in bad.reason


def test_d26_a_customer_is_known_with_its_vetted_qualification(simulated: Simulated) -> None:
    profile = simulated.vendor.profile(UNIVERSITY)
    assert (profile.name, profile.country) == ("Universität Nordlicht", "DE")
    assert profile.qualifications == (VettedQualification(Qualification.EDUCATION, "Approved"),)


def test_d27_a_segment_the_customer_may_not_buy_is_not_available(simulated: Simulated) -> None:
    education = ProductCode("DG7GMGF0DWM3", "0002", "SEG0002")
    with pytest.raises(VendorRefused, match="not_available"):
        simulated.vendor.catalog_id(CONTOSO, education, "DE")


def test_b1_a_licence_is_bought_once_and_found_by_its_reference(simulated: Simulated) -> None:
    vendor, cart_id, request_id = simulated.vendor, simulated.cart("#once"), uuid.uuid4()
    assert not vendor.read_cart(CONTOSO, cart_id).ordered
    order = vendor.check_out(CONTOSO, cart_id, request_id)
    assert vendor.check_out(CONTOSO, cart_id, request_id).order_id == order.order_id
    assert vendor.read_cart(CONTOSO, cart_id).ordered
    assert order.alias is not None
    simulated.clock.wait(3600)
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
    line = LineToBuy(simulated.vendor.catalog_id(CONTOSO, BIZTALK, "DE"), 1, "again")
    with pytest.raises(CartAlreadySubmitted):
        simulated.vendor.renew_cart(CONTOSO, cart_id, line, uuid.uuid4())
    with pytest.raises(CartGone):
        simulated.vendor.check_out(CONTOSO, str(uuid.uuid4()), uuid.uuid4())
