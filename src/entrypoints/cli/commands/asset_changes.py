"""perpetua asset, managing: edit, refresh, re-provision, link (D9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import typer

from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.asset.edit_asset import EditAsset
from application.asset.link_licence import LinkExternalLicence
from application.queries.show_asset import ShowAsset
from entrypoints.cli import naming
from entrypoints.cli.answering import writing
from entrypoints.cli.asking import agreed, require_somebody, required_reason
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import AssetArgument, ExpectVersion
from entrypoints.cli.provisioning import exit_status_of, provisioned
from entrypoints.cli.refreshing import refreshed
from entrypoints.cli.views import assets as views
from entrypoints.cli.views.orders import provisionings

app = typer.Typer()


@dataclass(frozen=True)
class Declined:
    """Somebody was asked and said no: nothing was bought, the history knows (S31)."""

    asset_id: UUID
    declined: bool = True


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


@app.command("refresh")
@writing
def refresh(
    desk: Desk,
    asset: Annotated[list[str], typer.Argument(metavar="ASSET…", help="One or more ids.")],
) -> None:
    """Look at Microsoft again: fill a missing perpetual id, go on with what is unfinished.

    Never buys a licence that was not already being bought.

    Example: perpetua asset refresh ASSET ASSET
    """
    results, status = refreshed(desk, asset)
    desk.show_page(results, views.refreshed, empty="Nothing to refresh.")
    raise typer.Exit(status)


@app.command("reprovision")
@writing
def reprovision(
    desk: Desk,
    asset: AssetArgument,
    answer: Annotated[
        bool | None,
        typer.Option("--yes/--decline", help="The answer beforehand: buy again, or do not."),
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Even when it costs more than it was sold for.")
    ] = False,
) -> None:
    """Buy a failed asset's licence again, after a question; a no is kept in the history.

    Example: perpetua asset reprovision ASSET

    Example: perpetua asset reprovision ASSET --yes --reason "customer called"
    """
    identity = naming.record_id("asset", asset)
    if answer is None:
        require_somebody(desk, options="--yes or --decline")
    if answer is False:
        return _declined(desk, identity)
    challenge = desk.ask(AskReprovision(asset_id=identity))
    if answer is None:
        desk.show(challenge, views.challenge)
        if not agreed("Continue?"):
            return _declined(desk, identity)
    confirmed = ConfirmReprovision(
        asset_id=identity, token=challenge.token, accept_loss=accept_loss
    )
    desk.send(confirmed)
    results = provisioned(desk, (identity,))
    desk.show(results[0], lambda result: provisionings((result,)))
    raise typer.Exit(exit_status_of(results))


def _declined(desk: Desk, asset: UUID) -> None:
    desk.send(DeclineReprovision(asset_id=asset))
    desk.show(Declined(asset), views.declined)


@app.command("link")
@writing
def link(
    desk: Desk,
    asset: AssetArgument,
    order: Annotated[str, typer.Option("--order", help="Microsoft's order id or its alias.")],
    line: Annotated[
        int | None, typer.Option("--line", min=0, help="Microsoft's line, counted from 0.")
    ] = None,
) -> None:
    """Connect a failed asset to a licence that was bought elsewhere; needs --reason.

    Example: perpetua asset link ASSET --order ORDER --reason "bought in Partner Center"
    """
    identity = naming.record_id("asset", asset)
    reason = required_reason(desk, "A link")
    command = LinkExternalLicence(asset_id=identity, order=order, reason=reason, line=line)
    desk.send(command)
    desk.show(desk.ask(ShowAsset(asset_id=identity)).asset, views.asset)
