"""The currency conversion tool: rates for currencies that Microsoft does not support (S40)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field
from starlette.requests import Request
from starlette.responses import Response

from application.projections.exchange_rates import ExchangeRateRow
from application.queries.exchange_rates import ListExchangeRates
from application.queries.what_if_rate import WhatIf, WhatIfRate
from application.rates.set_exchange_rate import SetExchangeRate
from core.money import exact_decimal
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, CurrencyCode, InPages, Text
from entrypoints.http.past import At, Listed

router = APIRouter(prefix="/exchange-rates", tags=["Exchange rates"])


class NewRate(Body):
    """`units_per_anchor` units of `currency` are worth one `anchor`."""

    anchor: Annotated[CurrencyCode, Field(description="A currency that Microsoft supports.")]
    currency: Annotated[CurrencyCode, Field(description="ISO 4217 code to convert to.")]
    units_per_anchor: Annotated[
        Text, Field(description="An exact decimal as text, above zero.", examples=["3.95"])
    ]
    valid_from: Annotated[
        AwareDatetime | None, Field(description="With time zone; from now on unless given.")
    ] = None


@dataclass(frozen=True)
class RateSet:
    """The id that prices name when they were converted with this rate."""

    rate_id: str


@router.post(
    "",
    status_code=201,
    summary="Define an exchange rate",
    responses=shown(RateSet, "The new rate's id.", status=201),
)
def set_exchange_rate(new: NewRate, caller: SignedIn) -> Response:
    """Rates are dated and never change: a new rate of the pair supersedes (D20)."""
    rate_id = caller.send(
        SetExchangeRate(
            anchor=new.anchor,
            currency=new.currency,
            units_per_anchor=exact_decimal(new.units_per_anchor),
            valid_from=new.valid_from,
        )
    )
    return answer(RateSet(rate_id), 201)


@router.get(
    "",
    summary="List exchange rates",
    responses=shown(Listed[ExchangeRateRow], "By the day from which they hold, newest first."),
)
def list_exchange_rates(
    caller: SignedIn, pages: InPages, request: Request, at: At = None
) -> Response:
    """Every rate that was ever set, or that had been set by a time."""
    asked = ListExchangeRates(at=at, after=pages.after, limit=pages.limit)
    return answer_page(caller.ask(asked), request)


@router.get(
    "/what-if",
    summary="Ask what another rate would do",
    responses=shown(WhatIf, "Default prices and open quotes that would change."),
)
def what_if_rate(
    caller: SignedIn,
    anchor: Annotated[
        str, Query(description="A currency that Microsoft supports (ISO 4217).", examples=["EUR"])
    ],
    currency: Annotated[
        str, Query(description="The currency to convert to (ISO 4217).", examples=["ILS"])
    ],
    units_per_anchor: Annotated[
        str, Query(description="An exact decimal above zero.", max_length=40, examples=["4.10"])
    ],
) -> Response:
    """Only a question: nothing is written, and no rate is defined (B10)."""
    asked = WhatIfRate(
        anchor=anchor, currency=currency, units_per_anchor=exact_decimal(units_per_anchor)
    )
    return answer(caller.ask(asked))
