"""The pages of one wired application."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from entrypoints.bootstrap import App
from entrypoints.http.envelope import Envelope
from entrypoints.http.guards import LOOPBACK_HOSTS, SameOrigin
from entrypoints.web import start
from entrypoints.web.audit import audit
from entrypoints.web.audit.running_checks import RunningChecks
from entrypoints.web.bss import bss
from entrypoints.web.failures import HANDLERS, fault_page
from entrypoints.web.static_files import FOLDER, PREFIX, KeptFiles
from entrypoints.web.storefront import storefront
from entrypoints.web.undertakings import Undertakings

_HOURS = 60 * 60
_SIGNED_IN_FOR = 12 * _HOURS
_QUICK = 5
"""Of gzip's levels: most of the gain, at a fraction of the time of the last one."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_web(app: App, *, session_key: str) -> FastAPI:
    """An ASGI application; whoever made `app` closes it.

    Anybody who reaches it may sign in as anybody: it answers to loopback names only.
    """
    web = FastAPI(
        openapi_url=None,
        redirect_slashes=False,
        exception_handlers=HANDLERS,
        middleware=[
            Middleware(GZipMiddleware, compresslevel=_QUICK),
            Middleware(
                SessionMiddleware,
                secret_key=session_key,
                session_cookie="perpetua",
                max_age=_SIGNED_IN_FOR,
            ),
            Middleware(Envelope, ids=app.ids, fault=fault_page, headers=_HEADERS),
            Middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK_HOSTS, www_redirect=False),
            Middleware(SameOrigin),
        ],
    )
    web.state.perpetua = app
    web.state.session_key = session_key
    web.state.undertakings = undertakings = Undertakings(app)
    web.state.checks = RunningChecks(app, undertakings)
    web.mount(PREFIX, KeptFiles(directory=FOLDER))
    for area in (start, bss, audit, storefront):
        web.include_router(area.router)
    return web
