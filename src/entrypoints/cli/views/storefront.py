"""Products and prices as buyers see them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType

from application.projections.products import StorefrontProductRow
from application.queries.payable_price import PayablePrice
from entrypoints.cli.screen import facts, money, price, prices_in, table


def products(rows: Sequence[StorefrontProductRow]) -> RenderableType:
    made = table("Code", "Product", "List price", "Per", ids=("Code",), numbers=("List price",))
    for row in rows:
        prices = (price(each.amount, each.currency) for each in row.list_prices)
        per = f"{row.unit_name}, {row.billing_term}"
        made.add_row(row.code, row.name, prices_in(prices), per)
    return made


def payable(found: PayablePrice) -> RenderableType:
    return facts(
        found.product_name,
        {
            "Payable price": money(found.payable),
            f"Total of {found.quantity}": money(found.total),
            "List price": money(found.listed),
            "Unit": found.unit_name,
            "Billing term": found.billing_term,
            "Country": found.country,
            "How": found.rule,
        },
    )
