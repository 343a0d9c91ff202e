"""perpetua catalogue: the products that the sync made, and their prices (S35, S69, B9, D23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import typer

from application.catalogue.publish_products import PublishProducts
from application.queries.definitions import ShowDefinitions
from application.queries.explain_price import ExplainPrice
from application.queries.products import ListProducts, ShowProduct
from application.queries.show_past import ShowPastProduct
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.options import (
    After,
    All,
    At,
    CodeArgument,
    InstanceFilter,
    InstanceOption,
    Limit,
    Quantity,
    Version,
)
from entrypoints.cli.then import show_then
from entrypoints.cli.views import catalogue as views
from entrypoints.cli.views import prices

app = typer.Typer()

Qualified = Annotated[
    str | None, typer.Option("--qualification", help="Commercial, Education, Non-Profit, …")
]
Codes = Annotated[
    list[str],
    typer.Argument(metavar="[CODE]...", help="Product codes, such as DG7GMGF0DWM3:0002:SEG0001."),
]
EveryProduct = Annotated[bool, typer.Option("--all", help="Every product of the instance.")]


@dataclass(frozen=True)
class Published:
    """How many products of the instance became `published`, or hidden when it is false."""

    instance: UUID
    published: bool
    changed: int


@app.command("products")
@reading
def products(
    desk: Desk,
    instance: InstanceFilter = None,
    qualification: Qualified = None,
    published: Annotated[
        bool | None,
        typer.Option("--published/--hidden", help="Only what buyers see, or do not see."),
    ] = None,
    at: At = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Products by name with their default prices.

    Example: perpetua catalogue products --qualification Education --all

    Example: perpetua catalogue products --at 2026-11-20T17:00:00Z
    """
    query = ListProducts(
        instance_id=naming.instance_id(desk, instance) if instance else None,
        qualification=qualification,
        published=published,
        at=naming.time(at),
        limit=limit,
        after=after,
    )
    desk.show_page(
        desk.page(query, everything=everything),
        views.products,
        empty="No product. The first sync creates them: perpetua catalogue preview",
    )


@app.command("show")
@reading
def show(
    desk: Desk,
    code: CodeArgument,
    instance: InstanceOption = None,
    at: At = None,
    version: Version = None,
) -> None:
    """One product with its prices, the countries that decided them, and Microsoft's lists.

    Example: perpetua catalogue show DG7GMGF0DWM3:0002:SEG0001

    Example: perpetua catalogue show DG7GMGF0DWM3:0002:SEG0001 --at 2026-11-20T17:00:00Z
    """
    identity = naming.instance_id(desk, instance)
    if at or version:
        then = ShowPastProduct(instance_id=identity, code=code, at=naming.time(at), version=version)
        return show_then(desk, then, views.product)
    return desk.show(desk.ask(ShowProduct(instance_id=identity, code=code)), views.product)


@app.command("explain-price")
@reading
def explain_price(
    desk: Desk,
    code: CodeArgument,
    currency: Annotated[
        str, typer.Option("--currency", metavar="CODE", help="The price in this currency.")
    ],
    country: Annotated[
        str | None,
        typer.Option(
            "--country",
            metavar="CC",
            help="What an end customer there pays; without it, the default price.",
        ),
    ] = None,
    quantity: Quantity = 1,
    at: At = None,
    instance: InstanceOption = None,
) -> None:
    """How a price came about, step by step: lists, maximum, rate, rounding, run.

    Example: perpetua catalogue explain-price DG7GMGF0DWM3:0002:SEG0001 --currency EUR

    Example: perpetua catalogue explain-price DG7GMGF0DWM3:0002:SEG0001 --currency ILS
    --country GR --quantity 3
    """
    query = ExplainPrice(
        instance_id=naming.instance_id(desk, instance),
        code=code,
        currency=currency,
        country=country,
        quantity=quantity,
        at=naming.time(at),
    )
    desk.show(desk.ask(query), prices.explanation)


@app.command("publish")
@writing
def publish(
    desk: Desk,
    codes: Codes = [],  # noqa: B006 - Typer's way to say: none was given
    instance: InstanceOption = None,
    everything: EveryProduct = False,
) -> None:
    """Let buyers see products.

    Example: perpetua catalogue publish DG7GMGF0DWM3:0002:SEG0001

    Example: perpetua catalogue publish --all
    """
    _publish(desk, codes, instance, everything=everything, published=True)


@app.command("withdraw")
@writing
def withdraw(
    desk: Desk,
    codes: Codes = [],  # noqa: B006
    instance: InstanceOption = None,
    everything: EveryProduct = False,
) -> None:
    """Hide products from buyers; licences that were sold stay as they are.

    Example: perpetua catalogue withdraw DG7GMGF0DWM3:0002:SEG0001
    """
    _publish(desk, codes, instance, everything=everything, published=False)


@app.command("definitions")
@reading
def definitions(desk: Desk) -> None:
    """Product type, properties, custom fields and units that the sync created.

    Example: perpetua catalogue definitions
    """
    desk.show(desk.ask(ShowDefinitions()), views.definitions)


def _publish(
    desk: Desk, codes: list[str], instance: str | None, *, everything: bool, published: bool
) -> None:
    if bool(codes) is everything:
        raise WrongUsage(
            "Which products? Name their codes, or all of them, not both.",
            advice="Add one CODE or more, or --all.",
        )
    identity = naming.instance_id(desk, instance)
    command = PublishProducts(instance_id=identity, codes=tuple(codes), published=published)
    answer = Published(identity, published, desk.send(command))
    desk.show(answer, lambda done: views.published(done.changed, published=done.published))
