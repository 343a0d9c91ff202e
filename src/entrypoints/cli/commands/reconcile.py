"""perpetua reconcile: what Microsoft shows against the assets, and what is made of it (B2)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from application.ports.rows import Page
from application.queries.instances import ListInstances
from application.queries.reconciliations import ListReconciliations, ShowReconciliation
from application.reconciliation.reconcile_instance import Reconciled, ReconcileInstance
from core.kernel.errors import Refused
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import After, All, InstanceFilter, Limit, ReconciliationArgument
from entrypoints.cli.screen import on_stdout
from entrypoints.cli.views import reconciliations as views
from entrypoints.spreadsheet import findings_as_csv

app = typer.Typer()


@app.command("run")
@writing
def run(
    desk: Desk,
    instance: Annotated[
        str | None, typer.Argument(metavar="[INSTANCE]", help="Name or id; all of them without.")
    ] = None,
) -> None:
    """Compare all that Microsoft shows with the assets; changes no asset.

    Findings are no failure: the exit status is 0 when everything could be read.

    Example: perpetua reconcile run

    Example: perpetua reconcile run main --reason "after the restore"
    """
    done, failure = _reconciled(desk, _instances(desk, instance))
    if done.items:
        desk.show(done, views.runs)
    for each in done.items:
        desk.tell(f"See its findings: perpetua reconcile show {each.reconciliation_id}")
    if failure:
        raise failure


@app.command("list")
@reading
def list_runs(
    desk: Desk,
    instance: InstanceFilter = None,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Every reconciliation, newest first, with what is still open.

    Example: perpetua reconcile list --instance main
    """
    query = ListReconciliations(
        instance_id=naming.instance_id(desk, instance) if instance else None,
        limit=limit,
        after=after,
    )
    desk.show_page(
        desk.page(query, everything=everything),
        views.listed,
        empty="Nothing was compared yet. Begin with: perpetua reconcile run",
    )


@app.command("show")
@reading
def show(
    desk: Desk,
    run_id: ReconciliationArgument,
    csv: Annotated[
        str | None,
        typer.Option("--csv", metavar="FILE|-", help="Findings as CSV, into a file or to stdout."),
    ] = None,
) -> None:
    """A reconciliation with its findings, their evidence and candidates.

    Example: perpetua reconcile show RUN

    Example: perpetua reconcile show RUN --csv findings.csv
    """
    identity = naming.record_id("reconciliation", run_id)
    found = desk.ask(ShowReconciliation(reconciliation_id=identity))
    if csv is None:
        return desk.show(found, views.run)
    if csv == "-":
        return on_stdout().out(findings_as_csv(found), end="", highlight=False)
    Path(csv).write_text(findings_as_csv(found), encoding="utf-8", newline="")
    return desk.tell(f"{len(found.findings)} findings are in {csv}.")


def _instances(desk: Desk, named: str | None) -> tuple[UUID, ...]:
    if named:
        return (naming.instance_id(desk, named),)
    return tuple(row.instance_id for row in desk.ask(ListInstances()).items)


def _reconciled(desk: Desk, instances: tuple[UUID, ...]) -> tuple[Page[Reconciled], Refused | None]:
    """Every run that went through, and the last refusal: one instance stops none of the others."""
    done: list[Reconciled] = []
    failure: Refused | None = None
    for each in instances:
        try:
            done.append(desk.send(ReconcileInstance(instance_id=each)))
        except Refused as refused:
            failure = refused
    return Page(tuple(done), next=None), failure
