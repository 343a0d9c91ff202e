"""What a checkout's answer means: the most expensive table of the adapter (D7)."""

from collections.abc import Iterator

import httpx
import pytest

from application.ports.vendor import (
    CartAlreadySubmitted,
    CartBusy,
    CartGone,
    OrderState,
    OutcomeUnknown,
    VendorRefused,
    VendorUnavailable,
)
from core.kernel.errors import Refused
from tests.infrastructure.partner_center.support import (
    CART,
    ITEM,
    REQUEST,
    TENANT,
    Answer,
    Center,
    fault,
    fixture,
)

BOM = b"\xef\xbb\xbf"
GROUP_ERROR = {"orderGroupId": "0", "code": 800069, "description": "Risk check failed"}

NOT_SENT = [
    httpx.ConnectError("refused"),
    httpx.ConnectTimeout("slow network"),
    httpx.PoolTimeout("no free connection"),
    httpx.ProxyError("407 at the tunnel"),
]
LOST = [
    httpx.ReadTimeout("slow service"),
    httpx.WriteTimeout("slow network"),
    httpx.ReadError("reset"),
    httpx.WriteError("broken pipe"),
    httpx.CloseError("closing"),
    httpx.RemoteProtocolError("Server disconnected without sending a response."),
]
UNDECIDED = [
    fault(500, "800003"),
    fault(500, "800005"),
    httpx.Response(502),
    httpx.Response(503, headers={"Retry-After": "5"}),
    httpx.Response(504, text="upstream timed out"),
    httpx.Response(408),
    fault(409, "800014"),
    httpx.Response(409),
    httpx.Response(400),
    httpx.Response(403),
    httpx.Response(404),
    httpx.Response(403, html="<html>gateway</html>"),
    fault(400, "777777"),
    fault(404, "800069"),
    fault(404, "1000"),
    fault(404, "20000"),
    httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
    httpx.Response(201),
    httpx.Response(201, text="<html>surprise</html>"),
    httpx.Response(201, json={"orders": [{"status": "pending"}]}),
    httpx.Response(201, json={"orders": []}),
    httpx.Response(201, json={}),
    httpx.Response(201, content=fixture("checkout.json")[:-40]),
]
REFUSALS = [
    (400, "800009"),
    (400, "800018"),
    (403, "800020"),
    (403, "13605"),
    (403, "800069"),
    (404, "60003"),
    (417, "800036"),
]
CART_STATES = [
    (409, "800060", CartBusy),
    (409, "800064", CartBusy),
    (400, "800065", CartAlreadySubmitted),
    (404, "800008", CartGone),
]


def outcome(*answers: Answer) -> Refused:
    center = Center(*answers)
    with pytest.raises(Refused) as refused:
        center.vendor.check_out(TENANT, CART, REQUEST)
    return refused.value


@pytest.mark.parametrize("failed", NOT_SENT, ids=lambda failed: type(failed).__name__)
def test_d7_a_checkout_that_never_left_bought_nothing(failed: Exception) -> None:
    assert isinstance(outcome(failed), VendorUnavailable)


@pytest.mark.parametrize("failed", LOST, ids=lambda failed: type(failed).__name__)
def test_d7_a_checkout_that_lost_its_answer_has_an_unknown_outcome(failed: Exception) -> None:
    unknown = outcome(failed)
    assert isinstance(unknown, OutcomeUnknown)
    assert not unknown.answered


@pytest.mark.parametrize("answer", UNDECIDED, ids=lambda answer: f"{answer.status_code}")
def test_d7_an_answer_that_decides_nothing_leaves_the_outcome_unknown(answer: Answer) -> None:
    unknown = outcome(answer)
    assert isinstance(unknown, OutcomeUnknown)
    assert unknown.answered


def test_d7_an_answer_that_cannot_be_decompressed_is_unknown_though_it_came() -> None:
    garbled = httpx.Response(201, headers={"Content-Encoding": "gzip"}, stream=_Garbage())
    center = Center(script=lambda request: garbled)
    with pytest.raises(OutcomeUnknown) as unknown:
        center.vendor.check_out(TENANT, CART, REQUEST)
    assert unknown.value.answered


@pytest.mark.parametrize(("status", "code"), REFUSALS)
def test_d7_a_documented_business_code_is_a_refusal(status: int, code: str) -> None:
    refused = outcome(fault(status, code, "Not for sale"))
    assert isinstance(refused, VendorRefused)
    assert (refused.vendor_code, refused.vendor_message) == (code, "Not for sale")
    assert refused.status == status


def test_d7_an_error_of_the_order_group_without_an_order_is_a_refusal() -> None:
    refused = outcome(httpx.Response(201, json={"orders": [], "orderErrors": [GROUP_ERROR]}))
    assert isinstance(refused, VendorRefused)
    assert (refused.vendor_code, refused.status) == ("800069", 201)


@pytest.mark.parametrize(("status", "code", "state"), CART_STATES)
def test_d31_codes_about_the_cart_are_states_of_the_cart(
    status: int, code: str, state: type[Refused]
) -> None:
    assert isinstance(outcome(fault(status, int(code))), state)


def test_d31_a_group_error_that_says_the_order_is_in_progress_is_no_refusal() -> None:
    busy = {**GROUP_ERROR, "code": "800060"}
    assert isinstance(outcome(httpx.Response(201, json={"orderErrors": [busy]})), CartBusy)


def test_d7_a_throttled_checkout_was_not_processed_and_tells_when_to_try_again() -> None:
    throttled = outcome(httpx.Response(429, headers={"Retry-After": "57"}))
    assert isinstance(throttled, VendorUnavailable)
    assert throttled.retry_after == 57


def test_d13_a_checkout_gives_the_order_of_the_cart_s_one_line() -> None:
    center = Center(httpx.Response(201, content=BOM + fixture("checkout.json")))
    order = center.vendor.check_out(TENANT, CART, REQUEST)
    assert (order.order_id, order.alias) == ("311qiN8iFwkv-XARWMvXRYAwYKMACVqv1", "0a3624c6e47d")
    assert (order.state, order.currency) == (OrderState.PENDING, "EUR")
    assert [(line.number, line.catalog_id, line.quantity) for line in order.lines] == [(0, ITEM, 2)]
    assert order.lines[0].perpetual_id is None


class _Garbage(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        yield b"not gzip"
