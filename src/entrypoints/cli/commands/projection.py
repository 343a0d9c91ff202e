"""perpetua projection: where the read models stand, and their blue/green rebuild (B7)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.queries.diff_projection import DiffProjection, counted
from application.queries.projection_status import ShowProjectionStatus
from application.read_models.drop_builds import DropBuilds
from application.read_models.rebuild_projection import RebuildProjection
from application.read_models.retry_projection import RetryProjection
from application.read_models.roll_back_projection import RollBackProjection
from application.read_models.switch_projection import SwitchProjection
from entrypoints.cli import row_differences
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.asking import agreed, require_somebody
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage, explained
from entrypoints.cli.options import Csv, Yes
from entrypoints.cli.screen import announce
from entrypoints.cli.views import projections as views
from entrypoints.refusals import REFUSED

app = typer.Typer()

Name = Annotated[str, typer.Argument(metavar="NAME", help="As projection status names it.")]


@app.command("status")
@reading
def status(desk: Desk) -> None:
    """Where every table of every read model stands in the ledger, and why one stopped.

    Example: perpetua projection status
    """
    _show(desk)


@app.command("follow")
def follow() -> None:
    """Keep the read models up with the ledger until stopped; any number may do so on PostgreSQL.

    Every serve and worker does it too.

    Example: perpetua projection follow
    """
    with explained():
        from entrypoints.serve import follow as follow_ledger

        follow_ledger(announce=announce)


@app.command("rebuild")
@writing
def rebuild(
    desk: Desk,
    name: Name,
    switch: Annotated[
        bool, typer.Option("--switch", help="Let readers see it as soon as it is ready.")
    ] = False,
) -> None:
    """Fold the whole ledger into a new table beside the live one, while people work.

    A killed rebuild goes on where it stood. Then compare, and switch.

    Example: perpetua projection rebuild bss_assets

    Example: perpetua projection rebuild bss_assets --switch
    """
    desk.send(RebuildProjection(name=name, switch=switch))
    _show(desk, name)


@app.command("diff")
@reading
def diff(desk: Desk, name: Name, as_csv: Csv = False) -> None:
    """Row by row, what readers will see differently after the switch; or did, after it.

    Example: perpetua projection diff bss_assets

    Example: perpetua projection diff bss_assets --csv
    """
    if as_csv and desk.as_json:
        raise WrongUsage("An answer is JSON or CSV.", advice="Leave one of both out.")
    with desk.ask(DiffProjection(name=name)) as comparison:
        if as_csv:
            row_differences.write_csv(comparison)
        elif desk.as_json:
            row_differences.write_json(comparison)
        else:
            desk.show(counted(comparison, first=views.FIRST), views.diff)


@app.command("switch")
@writing
def switch(desk: Desk, name: Name) -> None:
    """Let readers see the table that is ready, from one instant to the next.

    The one before is kept for a rollback; tables older than that are dropped.

    Example: perpetua projection switch bss_assets
    """
    desk.send(SwitchProjection(name=name))
    _show(desk, name)


@app.command("rollback")
@writing
def rollback(desk: Desk, name: Name) -> None:
    """Let readers see the table before again, brought up to date; switch returns to this one.

    Example: perpetua projection rollback bss_assets
    """
    desk.send(RollBackProjection(name=name))
    _show(desk, name)


@app.command("retry")
@writing
def retry(desk: Desk, name: Name) -> None:
    """Let a stopped read model try its event again, with a mended fold, and go on.

    Example: perpetua projection retry bss_assets
    """
    desk.send(RetryProjection(name=name))
    _show(desk, name)


@app.command("drop")
@writing
def drop(desk: Desk, name: Name, yes: Yes = False) -> None:
    """Drop the tables that nobody reads: unfinished, ready, and kept for a rollback.

    Example: perpetua projection drop bss_assets --yes
    """
    if not yes:
        require_somebody(desk, options="--yes")
        _show(desk, name)
        if not agreed("Drop all of them but the live one? There is no rollback afterwards."):
            desk.tell("Nothing was dropped.")
            raise typer.Exit(REFUSED)
    desk.send(DropBuilds(name=name))
    _show(desk, name)


def _show(desk: Desk, name: str | None = None) -> None:
    found = desk.ask(ShowProjectionStatus(name=name))
    desk.show_page(found, views.standings, empty="There is none.")
