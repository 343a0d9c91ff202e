"""perpetua instance: Partner Center tenants with their selling settings (S43, S44)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.queries.instances import ListInstances, ShowInstance
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import Countries, ExpectVersion, InstanceArgument
from entrypoints.cli.views import setup

app = typer.Typer()

_ACTIVE_CURRENCIES = (
    "Active Currencies (ISO 4217; repeat for more, name all of them): the instance's perpetual "
    "licence products get their cost and sell prices in these, automatically. Choose from the "
    "organisation's enabled currencies, before the first catalogue sync. "
    "Used for perpetual licences only."
)


@app.command("create")
@writing
def create(
    desk: Desk,
    name: str,
    tenant: Annotated[str, typer.Option("--tenant", metavar="GUID", help="Partner tenant.")],
    country: Countries,
    language: Annotated[str, typer.Option("--language", help="Of the catalogue's texts.")] = "en",
    credentials: Annotated[
        str, typer.Option("--credentials", help="Name under which this process keeps them.")
    ] = "default",
    mpn_id: Annotated[str | None, typer.Option("--mpn-id", help="Partner's MPN id.")] = None,
    publish_new_products: Annotated[
        bool, typer.Option("--publish-new-products", help="Buyers see new products at once.")
    ] = False,
) -> None:
    """Register a Partner Center tenant as an instance.

    Example: perpetua instance create main --tenant GUID --country DE --country GR
    """
    command = RegisterInstance(
        name=name,
        partner_tenant=tenant,
        countries=tuple(country),
        language=language,
        credentials=credentials,
        mpn_id=mpn_id,
        publish_new_products=publish_new_products,
    )
    registered = desk.send(command)
    desk.show(desk.ask(ShowInstance(instance_id=registered)), setup.instance)
    desk.tell(f"Next: perpetua instance edit {registered} --currency EUR")


@app.command("list")
@reading
def list_instances(desk: Desk) -> None:
    """Every instance, by name.

    Example: perpetua instance list
    """
    desk.show_page(
        desk.ask(ListInstances()),
        setup.instances,
        empty="No instance yet. Register one: perpetua instance create main --tenant GUID …",
    )


@app.command("show")
@reading
def show(desk: Desk, instance: InstanceArgument = None) -> None:
    """One instance with its countries and Active Currencies.

    Example: perpetua instance show main
    """
    found = desk.ask(ShowInstance(instance_id=naming.instance_id(desk, instance)))
    desk.show(found, setup.instance)


@app.command("edit")
@writing
def edit(
    desk: Desk,
    instance: InstanceArgument = None,
    currency: Annotated[
        list[str], typer.Option("--currency", metavar="CODE", help=_ACTIVE_CURRENCIES)
    ] = [],  # noqa: B006 - Typer's way to say: none was given
    default: Annotated[
        str | None,
        typer.Option("--default", metavar="CODE", help="Default currency; else the first one."),
    ] = None,
    country: Countries = [],  # noqa: B006
    expect_version: ExpectVersion = None,
) -> None:
    """Choose Active Currencies and countries; what is named replaces the former list.

    Example: perpetua instance edit main --currency EUR --currency ILS --default EUR
    """
    identity = naming.instance_id(desk, instance)
    command = EditInstance(
        instance_id=identity,
        currencies=tuple(currency) or None,
        default_currency=default,
        countries=tuple(country) or None,
        expected_version=expect_version,
    )
    desk.send(command)
    desk.show(desk.ask(ShowInstance(instance_id=identity)), setup.instance)
    desk.tell(f"Next: perpetua catalogue preview {identity}")
