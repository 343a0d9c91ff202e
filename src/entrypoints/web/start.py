"""The start page: who is it? Real sign-in replaces it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import Response

from application.bus import Origin
from application.principal import Role
from application.queries.accounts import ListAccounts
from entrypoints.bootstrap import App
from entrypoints.principals import local_operator
from entrypoints.web.languages import CHOSEN, LANGUAGES
from entrypoints.web.navigation import home_of
from entrypoints.web.pages import THEME, page_for_anybody, see
from entrypoints.web.visitor import CHANNEL, Visitor, sign_in, sign_out, signed_in
from entrypoints.web.wordings import translatable

router = APIRouter()

_STAFF = (
    (Role.OPERATOR, "maria", translatable("Sells, repairs and reconciles: the whole back office.")),
    (Role.FINANCE, "felix", translatable("Sees every price and cost, and invoices.")),
    (Role.AUDITOR, "eva", translatable("Reads everything, changes nothing.")),
    (Role.ENGINEER, "niko", translatable("Keeps it running: read models and their rebuilds.")),
)
_MOST_BUYERS = 12
_THEMES = frozenset({"light", "dark"})


@router.get("/")
def start(request: Request, wanted: Annotated[str, Query(alias="next")] = "") -> Response:
    """Everybody who can sign in, a button each."""
    app: App = request.app.state.perpetua
    looked = Origin(local_operator(), CHANNEL)
    accounts = app.bus.ask(ListAccounts(limit=_MOST_BUYERS), looked)
    return page_for_anybody(
        request,
        "start.html",
        visitor=Visitor(request) if signed_in(request) else None,
        staff=_STAFF,
        buyers=accounts.items,
        wanted=_ours(wanted),
    )


@router.post("/sign-in")
def enter(
    request: Request, who: Annotated[str, Form()], wanted: Annotated[str, Form()] = ""
) -> Response:
    principal = sign_in(request, who)
    return see(_ours(wanted) or home_of(principal.role))


@router.post("/sign-out")
def leave(request: Request) -> Response:
    sign_out(request)
    return see("/")


@router.post("/preferences")
def prefer(
    request: Request,
    back: Annotated[str, Form()] = "/",
    language: Annotated[str | None, Form()] = None,
    theme: Annotated[str | None, Form()] = None,
) -> Response:
    """Another language, or light or dark; `auto` is what the system prefers."""
    if language in LANGUAGES:
        request.session[CHOSEN] = language
    if theme in _THEMES:
        request.session[THEME] = theme
    elif theme is not None:
        request.session.pop(THEME, None)
    return see(_ours(back) or "/")


def _ours(address: str) -> str:
    """An address of this site, or nothing: never a way to another one."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path else ""
