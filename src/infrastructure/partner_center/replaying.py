"""Partner Center as it answered then: today's adapter reads what was recorded (B6)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

import httpx

from application.ports.exchanges import Exchange
from application.ports.microsoft.partners import Vendors
from application.ports.rehearsals import NotRecorded, ReplayClock
from infrastructure.partner_center.partner_centers import PartnerCenters
from infrastructure.partner_center.redaction import Redaction
from infrastructure.partner_center.settings import Credentials, PartnerCenterAddress

_NOBODY = Credentials("replay", "replay", "replay")
_TOKEN = {"access_token": "replay", "refresh_token": "replay", "expires_in": 1_000_000}


class PartnerCenterReplays:
    """Implements Replays: the whole adapter on a transport that knows no network."""

    def __init__(self, address: PartnerCenterAddress) -> None:
        self._address = address

    def vendors(self, exchanges: Sequence[Exchange], clock: ReplayClock) -> Vendors:
        return PartnerCenters(
            credentials=lambda _: _NOBODY,
            clock=clock,
            address=self._address,
            transport=RecordedAnswers(exchanges, clock),
        )


class RecordedAnswers(httpx.BaseTransport):
    """Answers each request with the first exchange that asked the same and is not used yet."""

    def __init__(self, exchanges: Sequence[Exchange], clock: ReplayClock) -> None:
        self._left = list(exchanges)
        self._clock = clock

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """
        Raises:
            NotRecorded: it was not asked then, or not with these words, or the answer was cut.
            httpx.RequestError: it was not answered then either.
        """
        if request.method == "POST" and request.url.path.endswith("/oauth2/v2.0/token"):
            return httpx.Response(200, json=_TOKEN)
        recorded = self._taken(request)
        self._clock.move_to(recorded.at + timedelta(milliseconds=recorded.milliseconds))
        if recorded.status is None:
            raise _failure(recorded.failure or "", request)
        return httpx.Response(
            recorded.status, headers=dict(recorded.headers), content=recorded.answer.encode()
        )

    def _taken(self, request: httpx.Request) -> Exchange:
        redaction = Redaction("")
        path, body = redaction.path(request.url), redaction.body(request.read())[0]
        for each in self._left:
            if (each.method, each.path) == (request.method, path):
                break
        else:
            raise NotRecorded(f"{request.method} {path}")
        self._left.remove(each)
        if not _same(each.request, body):
            raise NotRecorded(f"{request.method} {path} with {body} instead of {each.request}")
        if each.cut:
            raise NotRecorded(f"{request.method} {path}, whose answer was too long to be kept")
        return each


def _same(recorded: str, asked: str) -> bool:
    if not (recorded and asked):
        return recorded == asked
    return bool(json.loads(recorded) == json.loads(asked))


def _failure(failure: str, request: httpx.Request) -> httpx.RequestError:
    name, _, words = failure.partition(": ")
    kind = getattr(httpx, name, httpx.TransportError)
    if not (isinstance(kind, type) and issubclass(kind, httpx.RequestError)):
        kind = httpx.TransportError
    return kind(words, request=request)
