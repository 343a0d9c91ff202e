"""perpetua asset, managing: edit and link (S9, S32)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.asset.edit_asset import EditAsset
from application.asset.link_licence import LinkExternalLicence
from application.queries.show_asset import ShowAsset
from entrypoints.cli import naming
from entrypoints.cli.answering import writing
from entrypoints.cli.asking import required_reason
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.options import AssetArgument, ExpectVersion
from entrypoints.cli.views import assets as views

app = typer.Typer()


@app.command("edit")
@writing
def edit(
    desk: Desk,
    asset: AssetArgument,
    name: Annotated[str | None, typer.Option("--name", help="The SKU's name stays.")] = None,
    field: Annotated[
        list[str], typer.Option("--field", metavar="NAME=VALUE", help="A custom field; repeat.")
    ] = [],  # noqa: B006 - Typer's way to say: none was given
    expect_version: ExpectVersion = None,
) -> None:
    """Change name and custom fields; a missing perpetual id is looked up at the same time.

    Example: perpetua asset edit ASSET --name "Server in Kiel" --field "Cost centre=4711"
    """
    command = EditAsset(
        asset_id=naming.record_id("asset", asset),
        name=name,
        custom_fields=naming.pairs(field),
        expected_version=expect_version,
    )
    desk.show(desk.send(command), views.edited)


@app.command("link")
@writing
def link(
    desk: Desk,
    asset: AssetArgument,
    order: Annotated[
        str | None, typer.Option("--order", help="Microsoft's order id or its alias.")
    ] = None,
    perpetual_id: Annotated[
        str | None,
        typer.Option("--perpetual-id", metavar="ID", help="Its subscription id at Microsoft."),
    ] = None,
    line: Annotated[
        int | None, typer.Option("--line", min=0, help="Microsoft's line, counted from 0.")
    ] = None,
) -> None:
    """Connect a failed asset to a licence that was bought elsewhere; needs --reason.

    Example: perpetua asset link ASSET --order ORDER --reason "bought in Partner Center"

    Example: perpetua asset link ASSET --perpetual-id ID --reason "bought in Partner Center"
    """
    identity = naming.record_id("asset", asset)
    reason = required_reason(desk, "A link")
    if bool(order) is bool(perpetual_id):
        raise WrongUsage("Which licence?", advice="--order or --perpetual-id: one of the two.")
    command = LinkExternalLicence(
        asset_id=identity, order=order, perpetual_id=perpetual_id, reason=reason, line=line
    )
    desk.send(command)
    desk.show(desk.ask(ShowAsset(asset_id=identity)).asset, views.asset)
