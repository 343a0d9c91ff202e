"""From what went wrong to the problem document that tells it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path

from application.ports.database_away import DatabaseAway
from application.ports.microsoft.errors import VendorUnavailable
from core.kernel.errors import Invalid, NotFound, Refused
from entrypoints.http.problems import InputError, problem
from entrypoints.refusals import http_status


def refusal_of(request: Request, refusal: Refused) -> Response:
    """The answer to a refused command or query."""
    return problem(
        request,
        http_status(refusal),
        refusal.code,
        refusal.message,
        advice=refusal.advice,
        details=refusal.details,
        headers=_retry_after(refusal),
    )


def unexpected(request: Request) -> Response:
    """The answer to a fault of ours: nothing about our insides."""
    return problem(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "internal_error",
        "Something went wrong inside Perpetua.",
        advice="Tell your administrator the correlation id: it leads to the log entry.",
    )


async def _refused(request: Request, refusal: Refused) -> Response:
    return refusal_of(request, refusal)


async def _not_understood(request: Request, wrong: RequestValidationError) -> Response:
    """An id in the path that is none names nothing; other inputs are told one by one."""
    faults = wrong.errors()
    for fault in faults:
        if fault["loc"][0] == "path":
            kind = str(fault["loc"][-1]).removesuffix("_id")
            return refusal_of(request, NotFound(kind, str(fault["input"])))
    return problem(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        Invalid.code,
        "The request cannot be understood.",
        advice="Correct what `errors` lists; a body is JSON, sent as Content-Type: "
        "application/json. /docs describes every input.",
        errors=tuple(_input_errors(faults)),
    )


async def _no_route(request: Request, missing: HTTPException) -> Response:
    """No such address, or not with that method."""
    phrase = HTTPStatus(missing.status_code).phrase
    wrong_method = missing.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    return problem(
        request,
        missing.status_code,
        phrase.lower().replace(" ", "_"),
        f"{request.method} {request.url.path}: {phrase.lower()}.",
        advice="/docs lists every address with its methods.",
        headers=_allow(request) if wrong_method else missing.headers,
    )


HANDLERS: dict[int | type[Exception], Any] = {
    Refused: _refused,
    RequestValidationError: _not_understood,
    HTTPException: _no_route,
}


def _input_errors(faults: Any) -> Iterator[InputError]:
    for fault in faults:
        field = ".".join(str(part) for part in fault["loc"])
        yield InputError(field, str(fault["msg"]).removeprefix("Value error, "))


def _allow(request: Request) -> dict[str, str]:
    """Every method of the address: the router names those of its first route only."""
    methods = {
        method.upper()
        for path, item in request.app.openapi()["paths"].items()
        if compile_path(path)[0].match(request.url.path)
        for method in item
    }
    return {"Allow": ", ".join(sorted(methods))}


def _retry_after(refusal: Refused) -> dict[str, str]:
    if not isinstance(refusal, VendorUnavailable | DatabaseAway) or refusal.retry_after is None:
        return {}
    return {"Retry-After": str(math.ceil(refusal.retry_after))}
