"""perpetua storefront: products and prices as buyers see them (S39, S74)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.queries.payable_price import ShowPayablePrice
from application.queries.storefront_products import ListStorefrontProducts
from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import (
    After,
    All,
    At,
    CodeArgument,
    Customer,
    InstanceFilter,
    Limit,
    Quantity,
)
from entrypoints.cli.views import storefront as views

app = typer.Typer()


@app.command("products")
@reading
def products(
    desk: Desk,
    instance: InstanceFilter = None,
    qualification: Annotated[
        str | None, typer.Option("--qualification", help="Commercial, Education, Non-Profit, …")
    ] = None,
    at: At = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Orderable products with their list prices: the price list of now, or of a day.

    Example: perpetua storefront products --as customer:ACCOUNT_ID

    Example: perpetua storefront products --at 2026-11-20T17:00:00Z
    """
    query = ListStorefrontProducts(
        instance_id=naming.instance_id(desk, instance) if instance else None,
        qualification=qualification,
        at=naming.time(at),
        limit=limit,
        after=after,
    )
    desk.show_page(
        desk.page(query, everything=everything),
        views.products,
        empty="Nothing can be ordered yet. Products come with: perpetua catalogue sync",
    )


@app.command("price")
@reading
def price(
    desk: Desk,
    code: CodeArgument,
    customer: Customer = None,
    quantity: Quantity = 1,
    at: At = None,
) -> None:
    """The payable price of one licence for one end customer, beside the list price.

    Example: perpetua storefront price DG7GMGF0DWM3:0002:SEG0001 --customer "Contoso Werke"

    Example: perpetua storefront price DG7GMGF0DWM3:0002:SEG0001 --customer Contoso --quantity 10
    """
    identity = naming.account_id(desk, customer, option="--customer")
    asked = ShowPayablePrice(account_id=identity, code=code, quantity=quantity, at=naming.time(at))
    desk.show(desk.ask(asked), views.payable)
