"""The currency conversion tool: rates for currencies that Microsoft does not support (S40, B10)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from application.queries.exchange_rates import ListExchangeRates
from application.queries.rates_in_force import RatesInForce
from application.queries.what_if_rate import WhatIf, WhatIfRate
from application.rates.set_exchange_rate import SetExchangeRate
from core.kernel.errors import Refused
from entrypoints.refusals import http_status
from entrypoints.web.bss.rate_form import RateForm
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.typed import Typed
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/rates")

_UNPROCESSABLE = 422


@router.get("")
def list_rates(visitor: SignedIn, after: Annotated[str | None, Query()] = None) -> Response:
    in_force = {each.rate_id for each in visitor.ask(RatesInForce())}
    rates = visitor.ask(ListExchangeRates(after=after))
    now = visitor.app.clock.now()
    return page(visitor, "bss/rates.html", rates=rates, in_force=in_force, now=now)


@router.get("/what-if")
def what_if(visitor: SignedIn, request: Request) -> Response:
    """Only a question: which default prices and open quotes another rate would change."""
    return _asked(visitor, request, "bss/rate_what_if.html")


@router.get("/new")
def new_rate(visitor: SignedIn, request: Request) -> Response:
    """First the effect; then somebody sets it, or not."""
    visitor.require(SetExchangeRate(anchor="", currency="", units_per_anchor=Decimal(1)))
    return _asked(visitor, request, "bss/rate_new.html")


@router.post("")
def set_rate(visitor: SignedIn, slip: Slip, typed: Typed) -> Response:
    form = RateForm(typed)
    if not form.validate():
        return _page(visitor, "bss/rate_new.html", form, status=_UNPROCESSABLE)
    rate = form.rate()
    try:
        named = visitor.send(
            SetExchangeRate(
                anchor=rate.anchor,
                currency=rate.currency,
                units_per_anchor=rate.units,
                valid_from=rate.valid_from,
            ),
            slip=slip,
        )
    except Refused as refusal:
        status = http_status(refusal)
        return _page(visitor, "bss/rate_new.html", form, status=status, refusal=refusal)
    told = f"Rate {named} is set. Quotes follow it from its time on, default prices with the next "
    flash(visitor.request, told + "run of Get Services Definition.")
    return see("/bss/rates")


def _asked(visitor: Visitor, request: Request, template: str) -> Response:
    """The empty form, or what the rate in the address would do."""
    if not request.query_params:
        return _page(visitor, template, RateForm(data={"anchor": "EUR"}))
    form = RateForm(request.query_params)
    if not form.validate():
        return _page(visitor, template, form, status=_UNPROCESSABLE)
    rate = form.rate()
    question = WhatIfRate(
        anchor=rate.anchor, currency=rate.currency, units_per_anchor=rate.units
    )
    try:
        return _page(visitor, template, form, found=visitor.ask(question))
    except Refused as refusal:
        return _page(visitor, template, form, status=http_status(refusal), refusal=refusal)


def _page(
    visitor: Visitor,
    template: str,
    form: RateForm,
    *,
    status: int = 200,
    found: WhatIf | None = None,
    refusal: Refused | None = None,
) -> Response:
    rate = form.rate() if found else None
    return page(visitor, template, status, form=form, found=found, rate=rate, refusal=refusal)
