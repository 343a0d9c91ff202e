"""All that one process serves: programs under their own addresses, people under every other."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from entrypoints.bootstrap import App
from entrypoints.http.api import create_api
from entrypoints.web.site import create_web

_FOR_PROGRAMS = ("/api/", "/docs", "/openapi.json", "/health/")


class Everything:
    """API and pages as one ASGI application; whoever made `app` closes it."""

    def __init__(self, app: App, *, session_key: str) -> None:
        self._api: ASGIApp = create_api(app)
        self._web: ASGIApp = create_web(app, session_key=session_key)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        to_programs = scope["type"] != "http" or scope["path"].startswith(_FOR_PROGRAMS)
        await (self._api if to_programs else self._web)(scope, receive, send)
