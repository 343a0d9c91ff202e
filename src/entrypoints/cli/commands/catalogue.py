"""perpetua catalogue: Get Services Definition and the products that it makes (S34, S50)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from application.catalogue.preview_services import PreviewServices
from application.catalogue.sync_services import SyncServices
from application.queries.catalogue_runs import ListCatalogueRuns
from application.queries.definitions import ShowDefinitions
from application.queries.products import ListProducts, ShowProduct
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.asking import agreed, require_somebody
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import (
    After,
    All,
    CodeArgument,
    InstanceArgument,
    InstanceFilter,
    InstanceOption,
    Limit,
    Yes,
)
from entrypoints.cli.views import catalogue as views
from entrypoints.refusals import REFUSED

app = typer.Typer()

Qualified = Annotated[
    str | None, typer.Option("--qualification", help="Commercial, Education, Non-Profit, …")
]


@app.command("preview")
@reading
def preview(desk: Desk, instance: InstanceArgument = None) -> None:
    """What a sync would do, asked at Microsoft country by country; nothing is written.

    Example: perpetua catalogue preview main
    """
    found = desk.ask(PreviewServices(instance_id=naming.instance_id(desk, instance)))
    desk.show(found, views.preview)
    desk.tell(f"Apply it: perpetua catalogue sync {found.instance_id} --confirm {found.digest}")


@app.command("sync")
@writing
def sync(
    desk: Desk,
    instance: InstanceArgument = None,
    confirm: Annotated[
        str | None, typer.Option("--confirm", metavar="DIGEST", help="The preview's digest.")
    ] = None,
    yes: Yes = False,
) -> None:
    """Create and update products and prices, once somebody confirmed the preview.

    Example: perpetua catalogue sync main --confirm DIGEST

    Example: perpetua catalogue sync main --yes
    """
    identity = naming.instance_id(desk, instance)
    if not confirm and not yes:
        confirm = _confirmed_preview(desk, identity)
    run = desk.send(SyncServices(instance_id=identity, confirmed=confirm))
    desk.show(run, views.applied)
    desk.tell("See them: perpetua catalogue products")


def _confirmed_preview(desk: Desk, identity: UUID) -> str:
    require_somebody(desk, options="--confirm DIGEST of perpetua catalogue preview, or --yes")
    found = desk.ask(PreviewServices(instance_id=identity))
    desk.show(found, views.preview)
    if not agreed("Apply this to the catalogue?"):
        desk.tell("Nothing was changed.")
        raise typer.Exit(REFUSED)
    return found.digest


@app.command("runs")
@reading
def runs(desk: Desk, limit: Limit = 50, after: After = None, everything: All = False) -> None:
    """Applied runs, newest first, with what was left out and why.

    Example: perpetua catalogue runs
    """
    desk.show_page(
        desk.page(ListCatalogueRuns(limit=limit, after=after), everything=everything),
        views.runs,
        empty="No run yet. Begin with: perpetua catalogue preview",
    )


@app.command("products")
@reading
def products(
    desk: Desk,
    instance: InstanceFilter = None,
    qualification: Qualified = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Products by name with their default prices.

    Example: perpetua catalogue products --qualification Education --all
    """
    query = ListProducts(
        instance_id=naming.instance_id(desk, instance) if instance else None,
        qualification=qualification,
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
def show(desk: Desk, code: CodeArgument, instance: InstanceOption = None) -> None:
    """One product with its prices, and the countries that decided them.

    Example: perpetua catalogue show DG7GMGF0DWM3:0002:SEG0001
    """
    identity = naming.instance_id(desk, instance)
    desk.show(desk.ask(ShowProduct(instance_id=identity, code=code)), views.product)


@app.command("definitions")
@reading
def definitions(desk: Desk) -> None:
    """Product type, properties, custom fields and units that the sync created.

    Example: perpetua catalogue definitions
    """
    desk.show(desk.ask(ShowDefinitions()), views.definitions)
