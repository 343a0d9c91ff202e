"""The currency conversion tool: rates for currencies that Microsoft does not support (S40, B10)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from application.queries.exchange_rates import ListExchangeRates
from application.queries.rates_in_force import RatesInForce
from application.queries.what_if_rate import WhatIf
from application.rates.set_exchange_rate import SetExchangeRate
from core.kernel.errors import Refused
from entrypoints.web.bss.catalogue.rate_form import RateForm
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.sliced import sliced
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/rates")


class _Shown(NamedTuple):
    """A page that shows the effect of a rate, and which of the affected products."""

    template: str
    after: int = 0
    most: int = 50


_NEW = _Shown("bss/catalogue/rate_new.html", most=10)


@router.get("")
def list_rates(visitor: SignedIn, after: Annotated[str | None, Query()] = None) -> Response:
    in_force = {each.rate_id for each in visitor.ask(RatesInForce())}
    rates = visitor.ask(ListExchangeRates(after=after))
    now = visitor.app.clock.now()
    return page(visitor, "bss/catalogue/rates.html", rates=rates, in_force=in_force, now=now)


@router.get("/what-if")
def what_if(
    visitor: SignedIn, request: Request, after: Annotated[int, Query(ge=0)] = 0
) -> Response:
    """Only a question: which default prices and open quotes another rate would change."""
    return _asked(visitor, request, _Shown("bss/catalogue/rate_what_if.html", after))


@router.get("/new")
def new_rate(visitor: SignedIn, request: Request) -> Response:
    """First the effect; then somebody sets it, or not."""
    visitor.require(SetExchangeRate(anchor="", currency="", units_per_anchor=Decimal(1)))
    return _asked(visitor, request, _NEW)


@router.post("")
def set_rate(visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    form = RateForm(typed)
    if not form.validate():
        return _page(visitor, _NEW, form)
    try:
        named = visitor.send(form.rate().command(), slip=slip)
    except Refused as refusal:
        return _page(visitor, _NEW, form, refusal=refusal)
    told = f"Rate {named} is set. Quotes follow it from its time on, default prices with the next "
    flash(visitor.request, told + "run of Get Services Definition.")
    return see("/bss/rates")


def _asked(visitor: Visitor, request: Request, shown: _Shown) -> Response:
    """The empty form, or what the rate in the address would do."""
    if not request.query_params:
        return _page(visitor, shown, RateForm(data={"anchor": "EUR"}))
    form = RateForm(request.query_params)
    if not form.validate():
        return _page(visitor, shown, form)
    try:
        return _page(visitor, shown, form, found=visitor.ask(form.rate().question()))
    except Refused as refusal:
        return _page(visitor, shown, form, refusal=refusal)


def _page(
    visitor: Visitor,
    shown: _Shown,
    form: RateForm,
    *,
    found: WhatIf | None = None,
    refusal: Refused | None = None,
) -> Response:
    return page(
        visitor,
        shown.template,
        form=form,
        found=found,
        products=sliced(found.products, shown.after, most=shown.most) if found else None,
        rate=form.rate() if found else None,
        refusal=refusal,
    )
