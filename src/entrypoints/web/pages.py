"""From a template and what a handler answered to a page."""

from __future__ import annotations

from functools import cache, partial
from http import HTTPStatus
from typing import Any

from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from wtforms import Form

from core.kernel.errors import Refused
from core.money import Currency, Money
from core.qualification import Qualification
from entrypoints.refusals import http_status
from entrypoints.web.advice import advice_of
from entrypoints.web.flashes import flashes_of
from entrypoints.web.languages import LANGUAGES, Language, language, language_of
from entrypoints.web.navigation import home_of, navigation_for
from entrypoints.web.slips import new_slip
from entrypoints.web.states import state_of
from entrypoints.web.static_files import address_of
from entrypoints.web.tellings import telling_of
from entrypoints.web.typed import described
from entrypoints.web.visitor import Visitor
from entrypoints.web.wordings import said

THEME = "theme"
"""Names the chosen theme in the session: light, dark, or none for what the system prefers."""


def page(visitor: Visitor, template: str, status: int | None = None, **shown: Any) -> HTMLResponse:
    """A page, or a piece of one, for somebody who is signed in.

    Its status, unless given, is that of the `refusal` or the wrong `form` that it shows.
    """
    return page_for_anybody(visitor.request, template, status, visitor=visitor, **shown)


def page_for_anybody(
    request: Request,
    template: str,
    status: int | None = None,
    *,
    visitor: Visitor | None = None,
    **shown: Any,
) -> HTMLResponse:
    """A page that nobody needs to be signed in for."""
    spoken = language_of(request)
    text = (
        _environment(spoken.code)
        .get_template(template)
        .render(
            {
                "request": request,
                "visitor": visitor,
                "theme": request.session.get(THEME),
                "flashes": partial(flashes_of, request),
                "home": home_of(visitor.principal.role) if visitor else "/",
                "navigation": navigation_for(visitor.principal.role, request) if visitor else (),
                "slip": partial(new_slip, visitor) if visitor else None,
                "with_query": partial(_with_query, request),
                **shown,
            }
        )
    )
    return HTMLResponse(text, status or _status(**shown))


def see(address: str) -> RedirectResponse:
    """After a form was taken: the page that shows what became of it."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _status(*, refusal: Refused | None = None, form: Form | None = None, **_: Any) -> int:
    if refusal:
        return http_status(refusal)
    return HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK


def _with_query(request: Request, **changes: str | None) -> str:
    """The address of this page with other parameters; None takes one away."""
    taken = {name: value for name, value in changes.items() if value is not None}
    gone = [name for name, value in changes.items() if value is None]
    url = request.url.remove_query_params(gone).include_query_params(**taken)
    return f"{url.path}?{url.query}" if url.query else url.path


@cache
def _environment(code: str) -> Environment:
    spoken = language(code)
    environment = Environment(
        loader=PackageLoader("entrypoints.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # the extension's own
        spoken.words, newstyle=True
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals |= {
        "language": spoken,
        "languages": tuple(language(each) for each in LANGUAGES),
        "static": address_of,
        "state": state_of,
        "advice": advice_of,
        "described": described,
        "telling": partial(telling_of, words=spoken.words),
    }
    environment.filters |= _filters(spoken)
    return environment


def _filters(spoken: Language) -> dict[str, Any]:
    return {
        "money": spoken.money,
        "money_in": lambda amount, unit: spoken.money(Money(amount, Currency(unit))),
        "number": spoken.number,
        "percent": spoken.percent,
        "day": spoken.day,
        "moment": spoken.moment,
        "span": spoken.span,
        "country": spoken.country,
        "currency": spoken.currency,
        "countries": lambda codes: ", ".join(spoken.country(each) for each in codes),
        "words": _words,
        "segment": lambda id: Qualification.of_segment(id).label,
        "said": partial(said, words=spoken.words),
    }


def _words(name: str) -> str:
    """`not_issued` and `not-issued` as people write them."""
    return name.replace("_", " ").replace("-", " ")
