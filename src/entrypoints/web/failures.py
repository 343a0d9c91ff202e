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
from entrypoints.web.flashes import flash
from entrypoints.web.languages import language_of
from entrypoints.web.pages import page_for_anybody, see
from entrypoints.web.visitor import SignedOut, Visitor, signed_in
from entrypoints.web.wordings import translatable

_HEADLINES = {
    HTTPStatus.FORBIDDEN: translatable("You may not do this"),
    HTTPStatus.NOT_FOUND: translatable("There is nothing here"),
    HTTPStatus.UNPROCESSABLE_ENTITY: translatable("That cannot be understood"),
    HTTPStatus.SERVICE_UNAVAILABLE: translatable("Please try again in a moment"),
    HTTPStatus.INTERNAL_SERVER_ERROR: translatable("Something went wrong inside Perpetua"),
}


def refused_page(request: Request, refusal: Refused) -> Response:
    advice = advice_of(refusal)
    return _failure(request, http_status(refusal), refusal.message, advice, refusal=refusal)


def fault_page(request: Request) -> Response:
    """A fault of ours: nothing about our insides."""
    say = language_of(request).words.gettext
    return _failure(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        say("The page could not be made. What was stored before stays stored."),
        say("Tell your administrator the number below: it leads to the log entry."),
    )


async def _refused(request: Request, refusal: Refused) -> Response:
    return refused_page(request, refusal)


async def _signed_out(request: Request, _: SignedOut) -> Response:
    if "HX-Request" in request.headers:  # a piece of a page: the whole page leaves
        return Response(headers={"HX-Redirect": "/"})
    wanted = request.url.path if request.method == "GET" else ""
    if not wanted:
        say = language_of(request).words.gettext
        words = translatable("You are not signed in any more. Nothing was done.")
        flash(request, say(words), "warning")
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
    say = language_of(request).words.gettext
    return _failure(
        request,
        missing.status_code,
        say("No page has the address {address}.").format(address=request.url.path),
        say("Check the address, or go on from the menu."),
    )


HANDLERS: dict[int | type[Exception], Any] = {
    Refused: _refused,
    SignedOut: _signed_out,
    RequestValidationError: _not_understood,
    HTTPException: _no_route,
}


def _failure(
    request: Request, status: int, message: str, advice: str, *, refusal: Refused | None = None
) -> Response:
    """A refusal speaks English; buyers read above it what it means, in their language."""
    headline = _HEADLINES.get(HTTPStatus(status), translatable("That was not possible"))
    visitor = Visitor(request) if signed_in(request) else None
    return page_for_anybody(
        request,
        "failure.html",
        status,
        visitor=visitor,
        headline=language_of(request).words.gettext(headline),
        message=message,
        advice=advice,
        refusal=refusal,
    )
