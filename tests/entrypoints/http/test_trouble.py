"""When Microsoft, the database or our own code fails, nothing is lost and nothing leaks."""

from __future__ import annotations

import socket
from contextlib import closing
from datetime import UTC, datetime

import pytest

from application.ports.clock import Clock
from application.ports.microsoft.partners import Vendors
from entrypoints.settings import Settings
from infrastructure.partner_center.partner_centers import PartnerCenters
from infrastructure.partner_center.settings import Credentials, PartnerCenterAddress
from tests.entrypoints.http.conftest import Prepared
from tests.entrypoints.http.served import Api, done, served
from tests.entrypoints.http.shop import quoted

CREDENTIALS = Credentials(
    "5f1c2a30-0000-4000-8000-00000000c11e", "simulator-secret", "simulator-refresh-token"
)


class HastyClock:
    """Does not sleep between the tries of a request."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Time flies."""


def microsoft_at(url: str) -> PartnerCenters:
    return PartnerCenters(
        credentials={"default": CREDENTIALS}.get,
        clock=HastyClock(),
        address=PartnerCenterAddress.at(url),
    )


@pytest.fixture
def nowhere() -> str:
    """An address of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def test_without_microsoft_an_order_waits_and_loses_nothing(
    prepared: Prepared, api: Api, contoso: str, nowhere: str
) -> None:
    """D7, B1: the same data, served by a process that cannot reach Microsoft."""
    order = quoted(api, contoso)
    with (
        closing(microsoft_at(nowhere)) as cut_off,
        served(prepared.settings, {Vendors: cut_off}) as alone,
    ):
        end = alone.ledger_end()
        for action in ("quote", "execute"):
            answer = alone.post(f"/orders/{order}/{action}")
            assert (answer.status_code, answer.json()["code"]) == (503, "vendor_unavailable")
            assert "Try again" in answer.json()["advice"]
        assert alone.ledger_end() == end
    assert done(api.get(f"/orders/{order}"))["status"] == "quoted"
    assert done(api.post(f"/orders/{order}/execute?wait=10"))["items"][0]["perpetual_order_id"]


def test_microsofts_wish_to_wait_is_passed_on(prepared: Prepared, api: Api, contoso: str) -> None:
    """D7."""
    order = quoted(api, contoso)
    api.simulator.fault("throttled", method="GET", path="*", count=20, retry_after=7)
    with (
        closing(microsoft_at(prepared.settings.partner_center_url)) as busy,
        served(prepared.settings, {Vendors: busy}) as served_beside,
    ):
        answer = served_beside.post(f"/orders/{order}/quote")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")


class StoppedClock:
    """A fault of ours, with something in it that nobody outside should read."""

    def now(self) -> datetime:
        raise RuntimeError("the inside of the watch")

    def wait(self, seconds: float) -> None:
        """Time does not pass."""


def test_a_fault_of_ours_tells_a_correlation_id_and_nothing_else(
    empty: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with served(empty, {Clock: StoppedClock()}) as api:
        answer = api.patch("/organisation", {"name": "Demo"})
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (500, "internal_error")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "watch" not in answer.text
        assert problem["correlation_id"] == answer.headers["Perpetua-Correlation-Id"]
    assert problem["correlation_id"] in caplog.text
