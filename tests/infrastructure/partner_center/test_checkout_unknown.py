"""Checkouts that prove nothing: the most expensive table of the adapter (D7)."""

from collections.abc import Iterator

import httpx
import pytest

from application.ports.microsoft.errors import OutcomeUnknown, VendorUnavailable
from tests.infrastructure.partner_center.support import (
    CART,
    REQUEST,
    TENANT,
    Answer,
    Center,
    checkout_refused,
    fault,
    fixture,
)

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


@pytest.mark.parametrize("failed", NOT_SENT, ids=lambda failed: type(failed).__name__)
def test_d7_a_checkout_that_never_left_bought_nothing(failed: Exception) -> None:
    assert isinstance(checkout_refused(failed), VendorUnavailable)


@pytest.mark.parametrize("failed", LOST, ids=lambda failed: type(failed).__name__)
def test_d7_a_checkout_that_lost_its_answer_has_an_unknown_outcome(
    failed: Exception,
) -> None:
    unknown = checkout_refused(failed)
    assert isinstance(unknown, OutcomeUnknown)
    assert not unknown.answered


@pytest.mark.parametrize("answer", UNDECIDED, ids=lambda answer: f"{answer.status_code}")
def test_d7_an_answer_that_decides_nothing_leaves_the_outcome_unknown(answer: Answer) -> None:
    unknown = checkout_refused(answer)
    assert isinstance(unknown, OutcomeUnknown)
    assert unknown.answered


def test_d7_an_answer_that_cannot_be_decompressed_is_unknown_though_it_came() -> None:
    garbled = httpx.Response(201, headers={"Content-Encoding": "gzip"}, stream=_Garbage())
    center = Center(script=lambda request: garbled)
    with pytest.raises(OutcomeUnknown) as unknown:
        center.vendor.check_out(TENANT, CART, REQUEST)
    assert unknown.value.answered


class _Garbage(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        yield b"not gzip"
