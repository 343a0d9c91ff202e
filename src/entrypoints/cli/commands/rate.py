"""perpetua rate: exchange rates for currencies without price lists (S40, S72)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer
from rich.text import Text

from application.queries.exchange_rates import ListExchangeRates
from application.queries.what_if_rate import WhatIfRate
from application.rates.set_exchange_rate import SetExchangeRate
from core.money import exact_decimal
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import After, All, At, Limit
from entrypoints.cli.views import prices, setup

app = typer.Typer()

Units = Annotated[
    str, typer.Argument(metavar="NUMBER", help="Units of the currency for one of the anchor.")
]
Anchor = Annotated[
    str, typer.Option("--anchor", metavar="CODE", help="A currency that Microsoft lists.")
]
Into = Annotated[
    str, typer.Option("--currency", metavar="CODE", help="The currency to convert to.")
]


@dataclass(frozen=True)
class SetRate:
    rate_id: str


@app.command("set")
@writing
def set_rate(
    desk: Desk,
    units: Units,
    anchor: Anchor,
    currency: Into,
    valid_from: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="ISO 8601 with zone; else now.")
    ] = None,
) -> None:
    """Define a rate from a time on; earlier rates stay in the history.

    Example: perpetua rate set --anchor EUR --currency ILS 3.95
    """
    command = SetExchangeRate(
        anchor=anchor,
        currency=currency,
        units_per_anchor=exact_decimal(units),
        valid_from=naming.time(valid_from),
    )
    rate = SetRate(desk.send(command))
    desk.show(rate, lambda made: Text(f"Rate {made.rate_id} is set. See: perpetua rate list"))
    desk.tell("Quotes follow it from its time on, default prices with the next sync.")


@app.command("what-if")
@reading
def what_if(desk: Desk, units: Units, anchor: Anchor, currency: Into) -> None:
    """What a rate would do to default prices and open quotes; nothing is written.

    Example: perpetua rate what-if 4.10 --anchor EUR --currency ILS
    """
    query = WhatIfRate(anchor=anchor, currency=currency, units_per_anchor=exact_decimal(units))
    desk.show(desk.ask(query), prices.what_if)


@app.command("list")
@reading
def list_rates(
    desk: Desk,
    at: At = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Every exchange rate ever set, newest first.

    Example: perpetua rate list
    """
    query = ListExchangeRates(at=naming.time(at), limit=limit, after=after)
    desk.show_page(
        desk.page(query, everything=everything),
        setup.rates,
        empty="No rate yet. Set one: perpetua rate set --anchor EUR --currency ILS 3.95",
    )
