"""What went wrong, as a page: what happened, why, and what to do next."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.kernel.errors import Invalid, NotFound, Refused
from entrypoints.refusals import http_status
from entrypoints.web.advice import advice_of
from entrypoints.web.pages import page_for_anybody, see
from entrypoints.web.visitor import SignedOut, Visitor, signed_in

_HEADLINES = {
    HTTPStatus.FORBIDDEN: "You may not do this",
    HTTPStatus.NOT_FOUND: "There is nothing here",
    HTTPStatus.UNPROCESSABLE_ENTITY: "That cannot be understood",
    HTTPStatus.SERVICE_UNAVAILABLE: "Please try again in a moment",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong inside Perpetua",
}


def refused_page(request: Request, refusal: Refused) -> Response:
    return _failure(request, http_status(refusal), refusal.message, advice_of(refusal))


def fault_page(request: Request) -> Response:
    """A fault of ours: nothing about our insides."""
    return _failure(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "The page could not be made. What was stored before stays stored.",
        "Tell your administrator the number below: it leads to the log entry.",
    )


async def _refused(request: Request, refusal: Refused) -> Response:
    return refused_page(request, refusal)


async def _signed_out(request: Request, _: SignedOut) -> Response:
    if "HX-Request" in request.headers:  # a piece of a page: the whole page leaves
        return Response(headers={"HX-Redirect": "/"})
    wanted = request.url.path if request.method == "GET" else ""
    return see(f"/?next={quote(wanted)}" if wanted else "/")


async def _not_understood(request: Request, wrong: RequestValidationError) -> Response:
    faults = wrong.errors()
    for fault in faults:
        if fault["loc"][0] == "path":
            kind = str(fault["loc"][-1]).removesuffix("_id")
            return refused_page(request, NotFound(kind, str(fault["input"])))
    told = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in faults)
    return refused_page(request, Invalid(told, advice="Go back, correct it, and send it again."))


async def _no_route(request: Request, missing: HTTPException) -> Response:
    return _failure(
        request,
        missing.status_code,
        f"No page has the address {request.url.path}.",
        "Check the address, or go on from the menu.",
    )


HANDLERS: dict[int | type[Exception], Any] = {
    Refused: _refused,
    SignedOut: _signed_out,
    RequestValidationError: _not_understood,
    HTTPException: _no_route,
}


def _failure(request: Request, status: int, message: str, advice: str) -> Response:
    headline = _HEADLINES.get(HTTPStatus(status), "That was not possible")
    visitor = Visitor(request) if signed_in(request) else None
    return page_for_anybody(
        request,
        "failure.html",
        status,
        visitor=visitor,
        headline=headline,
        message=message,
        advice=advice,
    )
