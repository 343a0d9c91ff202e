"""The HTTP API of one wired application (SPEC section 6)."""

from __future__ import annotations

from functools import partial

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from entrypoints.bootstrap import App
from entrypoints.http import docs, health
from entrypoints.http.envelope import Envelope
from entrypoints.http.guards import LOOPBACK_HOSTS, SameOrigin
from entrypoints.http.known_parameters import only_known_parameters
from entrypoints.http.openapi import API, DESCRIPTION, TAGS, describe
from entrypoints.http.refusing import HANDLERS
from entrypoints.http.repeats import Repeats
from entrypoints.http.routers import EVERY_ROUTER


def create_api(app: App) -> FastAPI:
    """An ASGI application; whoever made `app` closes it.

    There is no sign-in yet: it answers to loopback names only, and must be bound to loopback.
    """
    api = FastAPI(
        title="Perpetua",
        version="1",
        description=DESCRIPTION,
        openapi_tags=[{"name": name, "description": says} for name, says in TAGS.items()],
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        exception_handlers=HANDLERS,
        middleware=[
            Middleware(Envelope, ids=app.ids),
            Middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK_HOSTS, www_redirect=False),
            Middleware(SameOrigin),
            Middleware(Repeats, keys=app.idempotency_keys, ids=app.ids),
        ],
    )
    api.state.perpetua = app
    for router in EVERY_ROUTER:
        api.include_router(router, prefix=API, dependencies=[Depends(only_known_parameters)])
    api.include_router(health.router)
    api.include_router(docs.router)
    api.openapi = partial(describe, api)  # type: ignore[method-assign]  # FastAPI's own way
    return api


def _operation_id(route: APIRoute) -> str:
    return route.name
