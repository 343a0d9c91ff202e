"""perpetua organisation: the distributor, its currencies and its rate policy (S46, D20)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.organisation.edit_organisation import EditOrganisation
from application.queries.organisation import ShowOrganisation
from application.queries.show_past import ShowPastOrganisation
from entrypoints import explanations
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import At, ExpectVersion, Version, switch
from entrypoints.cli.then import show_then
from entrypoints.cli.views import setup

app = typer.Typer()


@app.command("show")
@reading
def show(desk: Desk, at: At = None, version: Version = None) -> None:
    """The organisation, and the currencies that instances may activate.

    Example: perpetua organisation show

    Example: perpetua organisation show --at 2026-11-20T17:00:00Z
    """
    if at or version:
        then = ShowPastOrganisation(at=naming.time(at), version=version)
        return show_then(desk, then, setup.organisation)
    return desk.show(desk.ask(ShowOrganisation()), setup.organisation)


@app.command("edit")
@writing
def edit(
    desk: Desk,
    name: Annotated[str | None, typer.Option("--name", help="Needed the first time.")] = None,
    currency: Annotated[
        list[str],
        typer.Option(
            "--currency",
            metavar="CODE",
            help="Enabled currencies (ISO 4217): instances choose their active ones among them, "
            "accounts pay in one of them. Repeat for more; what is named replaces the former.",
        ),
    ] = [],  # noqa: B006 - Typer's way to say: none was given
    rates_override_lists: Annotated[
        bool, typer.Option("--rates-override-lists", help=explanations.RATES_OVERRIDE_LISTS)
    ] = False,
    no_rates_override_lists: Annotated[
        bool,
        typer.Option("--no-rates-override-lists", help="Let Microsoft's price lists go first."),
    ] = False,
    expect_version: ExpectVersion = None,
) -> None:
    """Found the organisation, rename it, set its enabled currencies or what rates may do.

    Example: perpetua organisation edit --name Contoso --currency EUR --currency ILS

    Example: perpetua organisation edit --rates-override-lists
    """
    command = EditOrganisation(
        name=name,
        currencies=tuple(currency) or None,
        rates_override_lists=switch(rates_override_lists, no_rates_override_lists),
        expected_version=expect_version,
    )
    desk.send(command)
    desk.show(desk.ask(ShowOrganisation()), setup.organisation)
