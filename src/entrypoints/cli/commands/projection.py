"""perpetua projection: where the read models stand, and building them anew (B7)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.ports.rows import Page
from application.queries.projection_status import ShowProjectionStatus
from application.read_models.rebuild_projection import RebuildProjection
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.views import operations as views

app = typer.Typer()


@app.command("status")
@reading
def status(desk: Desk) -> None:
    """Where every read model stands in the ledger.

    Example: perpetua projection status
    """
    desk.show_page(desk.ask(ShowProjectionStatus()), views.projections, empty="There is none.")


@app.command("rebuild")
@writing
def rebuild(
    desk: Desk, name: Annotated[str, typer.Argument(help="As projection status names it.")]
) -> None:
    """Fold the whole ledger into a fresh table, then put it in the place of the live one.

    Example: perpetua projection rebuild bss_assets
    """
    desk.send(RebuildProjection(name=name))
    found = desk.ask(ShowProjectionStatus()).items
    mine = Page(tuple(each for each in found if each.name == name), next=None)
    desk.show_page(mine, views.projections, empty="There is none.")
