"""What can become of a call: each trouble by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import httpx


class Receiver(Protocol):
    """Whoever may get the request."""

    def processed(self, request: httpx.Request) -> httpx.Response: ...

    def later(self, request: httpx.Request) -> None: ...

    def may_refuse(self, request: httpx.Request) -> bool: ...


Trouble = Callable[[Any, httpx.Request], httpx.Response]


def _fault(status: int, code: str, words: str = "Simulated.") -> httpx.Response:
    body = {"code": code, "description": words, "data": [], "source": "PartnerFD"}
    return httpx.Response(status, json=body)


def not_connected(_: Receiver, request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route", request=request)


def lost_before(_: Receiver, request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("never arrived", request=request)


def lost_after(receiver: Receiver, request: httpx.Request) -> httpx.Response:
    receiver.processed(request)
    raise httpx.ReadError("cut", request=request)


def arrives_late(receiver: Receiver, request: httpx.Request) -> httpx.Response:
    receiver.later(request)
    raise httpx.ReadTimeout("still under way", request=request)


def _answered(status: int, code: str, *, processed: bool) -> Trouble:
    def answer(receiver: Receiver, request: httpx.Request) -> httpx.Response:
        if processed:
            receiver.processed(request)
        return _fault(status, code)

    return answer


def gateway(receiver: Receiver, request: httpx.Request) -> httpx.Response:
    receiver.processed(request)
    return httpx.Response(502)


def unreadable(receiver: Receiver, request: httpx.Request) -> httpx.Response:
    answer = receiver.processed(request)
    if not answer.is_success:
        return answer
    return httpx.Response(answer.status_code, content=b"<html>moment please</html>")


def throttled(_: Receiver, request: httpx.Request) -> httpx.Response:
    body = {"statusCode": 429, "message": "Rate limit is exceeded. Try again in 7 seconds."}
    return httpx.Response(429, headers={"Retry-After": "7"}, json=body)


def refused(receiver: Receiver, request: httpx.Request) -> httpx.Response:
    """Microsoft refuses nothing that it has sold."""
    if not receiver.may_refuse(request):
        return receiver.processed(request)
    return _fault(403, "800069")


def order_error(receiver: Receiver, request: httpx.Request) -> httpx.Response:
    if not receiver.may_refuse(request):
        return receiver.processed(request)
    error = {"orderGroupId": "0", "code": 800069, "description": "Risk check failed."}
    return httpx.Response(201, json={"orders": [], "orderErrors": [error]})


TROUBLES: dict[str, Trouble] = {
    "not connected": not_connected,
    "lost before": lost_before,
    "lost after": lost_after,
    "arrives late": arrives_late,
    "500, not processed": _answered(500, "800005", processed=False),
    "500, processed": _answered(500, "800005", processed=True),
    "502, processed": gateway,
    "408, processed": _answered(408, "", processed=True),
    "409, not processed": _answered(409, "800064", processed=False),
    "409, processed": _answered(409, "800060", processed=True),
    "unreadable": unreadable,
    "throttled": throttled,
    "refused": refused,
    "order error": order_error,
    "forbidden": _answered(403, "20002", processed=False),
}

_ANY = ("not connected", "lost before", "lost after", "throttled", "500, not processed")
_WRITE = (*_ANY, "arrives late", "500, processed", "502, processed", "unreadable")
BY_KIND: dict[str, tuple[str, ...]] = {
    "token": _ANY,
    "checkout": (
        *_WRITE,
        "408, processed",
        "409, not processed",
        "409, processed",
        "refused",
        "order error",
    ),
    "create-cart": (*_WRITE, "refused"),
    "renew-cart": (*_WRITE, "refused", "409, not processed"),
    "cancel-order": (*_WRITE, "refused"),
    "read-cart": (*_ANY, "unreadable", "forbidden", "409, not processed"),
    "list-orders": (*_ANY, "unreadable", "forbidden"),
    "read-order": (*_ANY, "unreadable", "forbidden"),
    "entitlements": (*_ANY, "unreadable", "forbidden", "forbidden"),
    "read": (*_ANY, "unreadable"),
    "write": _ANY,
}
"""Troubles that each kind of call can meet."""
