"""perpetua organisation: the distributor and its enabled currencies (S46)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.organisation.edit_organisation import EditOrganisation
from application.queries.organisation import ShowOrganisation
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import Currencies
from entrypoints.cli.views import setup

app = typer.Typer()


@app.command("show")
@reading
def show(desk: Desk) -> None:
    """The organisation, and the currencies that instances may activate.

    Example: perpetua organisation show
    """
    desk.show(desk.ask(ShowOrganisation()), setup.organisation)


@app.command("edit")
@writing
def edit(
    desk: Desk,
    name: Annotated[str | None, typer.Option("--name", help="Needed the first time.")] = None,
    currency: Currencies = [],  # noqa: B006 - Typer's way to say: none was given
) -> None:
    """Found the organisation, rename it, or set its enabled currencies.

    Currencies replace the former ones: name all of them.

    Example: perpetua organisation edit --name Contoso --currency EUR --currency ILS
    """
    desk.send(EditOrganisation(name=name, currencies=tuple(currency) or None))
    desk.show(desk.ask(ShowOrganisation()), setup.organisation)
