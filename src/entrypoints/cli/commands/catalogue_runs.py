"""perpetua catalogue: Get Services Definition, previewed, confirmed and run (S34, S50, D22)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from application.catalogue.preview import Preview
from application.catalogue.preview_services import PreviewServices
from application.catalogue.sync_services import SyncServices
from application.queries.catalogue_runs import ListCatalogueRuns, ShowCatalogueRun
from core.catalogue.errors import MassDiscontinuation
from entrypoints import explanations
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.asking import agreed, require_somebody
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import After, All, InstanceArgument, InstanceFilter, Limit, Yes
from entrypoints.cli.views import preview as previews
from entrypoints.cli.views import runs as views
from entrypoints.refusals import REFUSED

app = typer.Typer()


@app.command("preview")
@reading
def preview(desk: Desk, instance: InstanceArgument = None) -> None:
    """What a sync would do, asked at Microsoft country by country; nothing is written.

    Example: perpetua catalogue preview main
    """
    found = desk.ask(PreviewServices(instance_id=naming.instance_id(desk, instance)))
    desk.show(found, previews.preview)
    if not found.changes:
        return desk.tell("A sync would change nothing.")
    override = " --allow-mass-discontinuation" if found.needs_override else ""
    confirm = f"perpetua catalogue sync {found.instance_id} --confirm {found.digest}{override}"
    return desk.tell(f"Apply it: {confirm}")


@app.command("sync")
@writing
def sync(
    desk: Desk,
    instance: InstanceArgument = None,
    confirm: Annotated[
        str | None, typer.Option("--confirm", metavar="DIGEST", help="The preview's digest.")
    ] = None,
    yes: Yes = False,
    allow_mass_discontinuation: Annotated[
        bool,
        typer.Option("--allow-mass-discontinuation", help=explanations.ALLOW_MASS_DISCONTINUATION),
    ] = False,
) -> None:
    """Create and update products and prices, once somebody confirmed the preview.

    Microsoft is asked again: if the answer is not the one that was confirmed, nothing is changed
    and the new preview is shown.

    Example: perpetua catalogue sync main --confirm DIGEST

    Example: perpetua catalogue sync main --yes
    """
    identity = naming.instance_id(desk, instance)
    if not confirm and not yes:
        confirm = _confirmed_preview(desk, identity, allowed=allow_mass_discontinuation)
    command = SyncServices(
        instance_id=identity,
        confirmed=confirm,
        allow_mass_discontinuation=allow_mass_discontinuation,
    )
    run = desk.send(command)
    desk.show(run, views.applied)
    desk.tell(f"See what was read and left out: perpetua catalogue run {run.run_id}")


def _confirmed_preview(desk: Desk, identity: UUID, *, allowed: bool) -> str:
    require_somebody(desk, options="--confirm DIGEST of perpetua catalogue preview, or --yes")
    found = desk.ask(PreviewServices(instance_id=identity))
    desk.show(found, previews.preview)
    if found.needs_override and not allowed:
        raise _too_many(found)
    if not agreed("Apply this to the catalogue?"):
        desk.tell("Nothing was changed.")
        raise typer.Exit(REFUSED)
    return found.digest


def _too_many(found: Preview) -> MassDiscontinuation:
    """What the run would say in the end; nobody is asked in vain."""
    return MassDiscontinuation(found.discontinued, found.on_sale)


@app.command("runs")
@reading
def runs(
    desk: Desk,
    instance: InstanceFilter = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Every run, newest first: what it did, or why it did not.

    Example: perpetua catalogue runs --instance main
    """
    query = ListCatalogueRuns(
        instance_id=naming.instance_id(desk, instance) if instance else None,
        limit=limit,
        after=after,
    )
    desk.show_page(
        desk.page(query, everything=everything),
        views.runs,
        empty="No run yet. Begin with: perpetua catalogue preview",
    )


@app.command("run")
@reading
def run(
    desk: Desk, run_id: Annotated[str, typer.Argument(metavar="RUN", help="Id of the run.")]
) -> None:
    """One run with its countries, what it left out and why, and the price sheets' SHA-256.

    Example: perpetua catalogue run RUN
    """
    identity = naming.record_id("run", run_id)
    desk.show(desk.ask(ShowCatalogueRun(run_id=identity)), views.run)
