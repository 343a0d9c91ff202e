"""Who may not even ask: other sites' pages in the browser of somebody who may."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from core.kernel.errors import Forbidden
from entrypoints.http.problems import problem

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
"""Names under which this machine is itself; any other in `Host` is a rebound DNS name."""

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class SameOrigin:
    """Refuses writes that a browser sends for a page of another origin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_foreign(request := Request(scope)):
            refused = problem(
                request,
                HTTPStatus.FORBIDDEN,
                Forbidden.code,
                f"A page of {request.headers['Origin']} may not write here.",
                advice="Only programs, and pages of this server itself, may write.",
            )
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_foreign(request: Request) -> bool:
    origin = request.headers.get("Origin")
    if origin is None or request.method in _READS:
        return False
    return urlsplit(origin).netloc != request.headers.get("Host")
