"""How a price came about, and what another exchange rate would do (B9, B10)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from application.queries.price_explanation import PAYABLE, PriceExplanation
from application.queries.what_if_rate import AffectedProduct, AffectedQuote, WhatIf
from entrypoints.cli.screen import (
    change_in,
    facts,
    moment,
    money,
    price,
    price_or_none,
    table,
)
from entrypoints.cli.views.listing import Listing, listed


def explanation(found: PriceExplanation) -> RenderableType:
    """A derivation, line by line, down to the price."""
    return Group(
        Text(found.name, "bold").append(f"  {found.code}", "not bold"),
        Text(f"{_what(found)}, as known on {moment(found.at)}", "dim"),
        Text(),
        _numbered(found.steps),
        Text(),
        _result("Purchase", f"{money(found.purchase.result)} per licence"),
        _result("Sell", f"{money(found.sell.result)} per licence"),
        _result(f"Total of {found.quantity}", money(found.total)),
        Text(),
        _source(found),
    )


def what_if(found: WhatIf) -> RenderableType:
    wanted = f"1 {found.anchor} = {price(found.units_per_anchor, found.currency)}"
    now = price_or_none(found.units_now, found.currency)
    counted = {
        "Rate now": f"1 {found.anchor} = {now}" if found.units_now else None,
        "Products that change": len(found.products),
        "Quoted lines that change": len(found.quotes),
    }
    sections = (_products(found), _quotes(found))
    shown = (line for section in sections for line in listed(section))
    nothing = Text("\nThis is only a question: nothing was written.", "bold")
    return Group(facts(f"What if {wanted}?", counted), *shown, nothing)


def _what(found: PriceExplanation) -> str:
    if found.kind == PAYABLE:
        return f"Payable price in {found.currency} for an end customer in {found.country}"
    return f"Default price in {found.currency}"


def _numbered(steps: Sequence[str]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for number, step in enumerate(steps, start=1):
        grid.add_row(f"  {number}", step)
    return grid


def _result(label: str, amount: str) -> Text:
    return Text(f"  {label:<14}  ").append(amount, "bold green")


def _source(found: PriceExplanation) -> RenderableType:
    sheets = {f"Sheet of {country}": sha256 for country, sha256 in found.run.sheets}
    about = {
        "Run": found.run.run_id,
        "Applied": found.run.applied_at,
        "Position": found.position,
    }
    return facts("It rests on", about | sheets)


def _products(found: WhatIf) -> Listing:
    numbers = ("Now", "Then", "%")
    made = table("Product", "Price", *numbers, numbers=numbers)
    rows = (_product(each, found.currency) for each in found.products)
    return Listing("Default prices", made, rows, len(found.products))


def _product(each: AffectedProduct, currency: str) -> tuple[str, ...]:
    before, after = (
        "\n".join(price_or_none(amount, currency) for amount in amounts)
        for amounts in (
            (each.sell_before, each.purchase_before),
            (each.sell_after, each.purchase_after),
        )
    )
    return (f"{each.name}\n{each.code}", "sell\npurchase", before, after, change_in(each.percent))


def _quotes(found: WhatIf) -> Listing:
    numbers = ("Promised", "Then", "%")
    made = table("Order, line", *numbers, numbers=numbers)
    rows = (_quote(each, found.currency) for each in found.quotes)
    return Listing("Open quotes, if they were asked for again", made, rows, len(found.quotes))


def _quote(each: AffectedQuote, currency: str) -> tuple[str, ...]:
    line = f"line {each.line}: {each.quantity} × {each.product_code}"
    return (
        f"{each.order_id}\n{line}",
        price(each.total_before, currency),
        price_or_none(each.total_after, currency),
        change_in(each.percent),
    )
