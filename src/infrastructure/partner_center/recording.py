"""Writing down what was asked and answered, when it is about an asset (B6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import perf_counter

import httpx

from application.conversations import listener
from application.ports.clock import Clock
from application.ports.exchanges import Exchange
from infrastructure.partner_center.redaction import Redaction

KEPT_HEADERS = ("Retry-After", "MS-RequestId", "MS-CorrelationId", "Content-Type")
Send = Callable[[httpx.Request], httpx.Response]


def overheard(send: Send, request: httpx.Request, clock: Clock) -> httpx.Response:
    """Send a signed request, and tell whoever listens; tokens never pass through here.

    Raises:
        httpx.RequestError: no answer; that is told as well.
    """
    tell = listener()
    if tell is None:
        return send(request)
    note = _Note(request, clock.now())
    try:
        response = send(request)
    except httpx.RequestError as failed:
        tell(note.exchange(None, f"{type(failed).__name__}: {failed}"))
        raise
    tell(note.exchange(response, None))
    return response


class _Note:
    """A request that was sent, as it may be kept."""

    def __init__(self, request: httpx.Request, at: datetime) -> None:
        self._request = request
        self._at = at
        self._begun = perf_counter()
        self._redaction = Redaction(request.headers.get("Authorization", ""))

    def exchange(self, response: httpx.Response | None, failure: str | None) -> Exchange:
        milliseconds = round((perf_counter() - self._begun) * 1000)
        redaction, request = self._redaction, self._request
        answer, is_cut = redaction.body(response.content) if response is not None else ("", False)
        return Exchange(
            at=self._at,
            method=request.method,
            path=redaction.path(request.url),
            request_id=redaction.words(request.headers.get("MS-RequestId", "")),
            request=redaction.body(request.content)[0],
            status=response.status_code if response is not None else None,
            failure=redaction.words(failure) if failure else None,
            headers=self._headers(response),
            answer=answer,
            cut=is_cut,
            milliseconds=milliseconds,
        )

    def _headers(self, response: httpx.Response | None) -> dict[str, str]:
        received = response.headers if response is not None else {}
        kept = {name: received[name] for name in KEPT_HEADERS if name in received}
        return {name: self._redaction.words(value) for name, value in kept.items()}
