"""What every answer carries, whatever happened: correlation id, no caching, no guessing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from uuid import UUID

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from application.ports.ids import Ids
from core.kernel.errors import Invalid
from entrypoints.http.problems import problem
from entrypoints.http.refusing import unexpected

CORRELATION_ID = "Perpetua-Correlation-Id"

_log = logging.getLogger("perpetua.http")


_NOTHING: Mapping[str, str] = {}


class Envelope:
    """Outermost of ours: even a fault leaves through it, told by `fault`.

    `headers` go with every answer.
    """

    def __init__(
        self,
        app: ASGIApp,
        ids: Ids,
        *,
        fault: Callable[[Request], Response] = unexpected,
        headers: Mapping[str, str] = _NOTHING,
    ) -> None:
        self._app = app
        self._ids = ids
        self._fault = fault
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        given = request.headers.get(CORRELATION_ID)
        known = _uuid(given)
        request.state.correlation_id = known or self._ids.new()
        sealing = _Sealing(send, request.state.correlation_id, self._headers)
        if given is not None and known is None:
            wrong = f"{given!r} in {CORRELATION_ID} is no UUID."
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            await problem(request, status, Invalid.code, wrong)(scope, receive, sealing)
            return
        await self._within(scope, receive, sealing)

    async def _within(self, scope: Scope, receive: Receive, sealing: _Sealing) -> None:
        try:
            await self._app(scope, receive, sealing)
        except Exception:
            _log.exception("Request %s failed.", sealing.correlation_id)
            if sealing.begun:
                raise
            await self._fault(Request(scope))(scope, receive, sealing)


class _Sealing:
    """Passes an answer on under the headers that every answer has."""

    def __init__(self, send: Send, correlation_id: UUID, more: Mapping[str, str]) -> None:
        self._send = send
        self.correlation_id = correlation_id
        self._more = more
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            headers[CORRELATION_ID] = str(self.correlation_id)
            headers["X-Content-Type-Options"] = "nosniff"
            headers.setdefault("Cache-Control", "no-store")
            headers.update(self._more)
        await self._send(message)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
