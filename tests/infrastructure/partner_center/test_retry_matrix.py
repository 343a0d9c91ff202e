"""What follows each failure of each call: how often it is sent, and what it then proves (D7, D32).

The matrix below is read by the test. A cell tells how often the call is sent in all, and the
error: U is VendorUnavailable (nothing was bought, later is safe), R is VendorRefused, ? is
OutcomeUnknown (only a checkout), and - is an answer from elsewhere. 429 asks for five seconds.
"""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from application.ports.microsoft.errors import OutcomeUnknown, VendorRefused, VendorUnavailable
from core.kernel.errors import Refused
from tests.infrastructure.partner_center.bookkeeping import Books, invoice, line
from tests.infrastructure.partner_center.support import (
    CART,
    ITEM,
    LINE,
    REQUEST,
    TENANT,
    Answer,
    Center,
    fault,
    in_turn,
    listing,
)

MATRIX = """
              token  read  create  renew  checkout  cancel  export
connect       4U     4U    1U      1U     1U        1U      4U
timeout       4U     4U    1U      1U     1?        1U      4U
401           1U     2U    2U      2U     2U        2U      2U
408           1U     1U    1U      1U     1?        1U      1U
409           1U     1R    1R      1R     1?        1R      1-
429           4U     4U    1U      1U     1U        1U      4U
500           4U     4U    1U      1U     1?        1U      4U
503           4U     4U    1U      1U     1?        1U      4U
unreadable    1U     1U    1U      1U     1?        1U      1U
"""
FAILURES: dict[str, Answer] = {
    "connect": httpx.ConnectError("refused"),
    "timeout": httpx.ReadTimeout("slow"),
    "401": fault(401, "400"),
    "408": fault(408, "777777"),
    "409": fault(409, "800014"),
    "429": httpx.Response(429, headers={"Retry-After": "5"}, json={"statusCode": 429}),
    "500": fault(500, "800003"),
    "503": httpx.Response(503),
    "unreadable": httpx.Response(202, text="<html>"),
}
ERRORS: dict[str, type[Refused]] = {"U": VendorUnavailable, "R": VendorRefused, "?": OutcomeUnknown}
CALLS: dict[str, Callable[[Center], Any]] = {
    "token": lambda center: center.vendor.read_order(TENANT, "o-1"),
    "read": lambda center: center.vendor.read_order(TENANT, "o-1"),
    "create": lambda center: center.vendor.create_cart(TENANT, LINE, REQUEST),
    "renew": lambda center: center.vendor.renew_cart(TENANT, CART, LINE, REQUEST),
    "checkout": lambda center: center.vendor.check_out(TENANT, CART, REQUEST),
    "cancel": lambda center: center.vendor.cancel_line(TENANT, "o-1", 0, ITEM, REQUEST),
    "export": lambda center: center.vendor.invoice_lines(center.clock.time),
}
WRITES = {"create", "renew", "checkout", "cancel"}


def cells() -> list[tuple[str, str, str]]:
    head, *rows = (row.split() for row in MATRIX.strip().splitlines())
    return [(call, row[0], cell) for row in rows for call, cell in zip(head, row[1:], strict=True)]


def arranged(call: str, failure: str) -> tuple[Center, Callable[[], list[httpx.Request]]]:
    """A Microsoft on which that call alone fails, and how to see what was sent of it."""
    failing = in_turn(FAILURES[failure])
    if call == "export":
        today = invoice(invoiceDate=None)
        books = Books(today, lines={"G1": [line()]}, told={"/export": failing})
        sent = "/billed/export"
        return books.center, lambda: books.requests(sent)
    if call == "token":
        center = Center(listing())
        center.token_answer = failing
        return center, lambda: center.token_requests
    center = Center(script=failing)
    return center, lambda: center.requests


def test_the_matrix_tells_of_every_failure_of_every_call() -> None:
    assert {(call, failure) for call, failure, _ in cells()} == {
        (call, failure) for call in CALLS for failure in FAILURES
    }


@pytest.mark.parametrize(("call", "failure", "cell"), cells())
def test_d7_d32_the_retry_matrix(call: str, failure: str, cell: str) -> None:
    center, sent = arranged(call, failure)
    error = ERRORS.get(cell[1])
    if error is None:
        assert CALLS[call](center)
        assert len(sent()) == int(cell[0])
        return
    with pytest.raises(Refused) as refused:
        CALLS[call](center)
    assert type(refused.value) is error
    assert len(sent()) == int(cell[0])
    if call in WRITES:
        assert {each.headers["MS-RequestId"] for each in sent()} == {str(REQUEST)}
    elif call != "token":
        repeated_with_a_token = failure == "401"
        ids = {each.headers["MS-RequestId"] for each in sent()}
        assert len(ids) == (1 if repeated_with_a_token else len(sent()))


@pytest.mark.parametrize("call", sorted(WRITES))
@pytest.mark.parametrize("failure", sorted(FAILURES))
def test_d32_a_write_tells_whether_any_answer_came(call: str, failure: str) -> None:
    """The next call takes the same request id after none, and a new one after any."""
    center, _ = arranged(call, failure)
    with pytest.raises(Refused) as refused:
        CALLS[call](center)
    if isinstance(refused.value, VendorUnavailable | OutcomeUnknown):
        assert refused.value.answered == (failure not in ("connect", "timeout"))


@pytest.mark.parametrize("call", sorted(WRITES))
def test_a_throttled_write_is_not_repeated_and_tells_when_to(call: str) -> None:
    center, _ = arranged(call, "429")
    with pytest.raises(VendorUnavailable) as unavailable:
        CALLS[call](center)
    assert (unavailable.value.retry_after, center.clock.waits) == (5, [])


@pytest.mark.parametrize("call", ["token", "read", "export"])
def test_a_throttled_question_is_repeated_no_sooner_than_asked(call: str) -> None:
    center, _ = arranged(call, "429")
    with pytest.raises(VendorUnavailable):
        CALLS[call](center)
    assert center.clock.waits == [5, 5, 5]


@pytest.mark.parametrize("no_answer", [httpx.ReadTimeout("slow"), httpx.ReadError("reset")])
def test_d30_a_cancellation_without_an_answer_is_sent_once_and_left_to_a_read(
    no_answer: Exception,
) -> None:
    center = Center(no_answer)
    with pytest.raises(VendorUnavailable) as unavailable:
        CALLS["cancel"](center)
    assert (len(center.requests), center.sent.method) == (1, "PATCH")
    assert not unavailable.value.answered
