"""perpetua reconcile apply: making use of what a reconciliation found (B2, S32)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.ports.rows import Page
from application.queries.reconciliations import ShowReconciliation
from application.reconciliation.accept_findings import AcceptFindings
from application.reconciliation.apply_findings import ApplyFindings, ChosenFinding, Outcome
from entrypoints.cli import naming
from entrypoints.cli.answering import writing
from entrypoints.cli.asking import agreed, require_somebody, required_reason
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.options import ReconciliationArgument, Yes
from entrypoints.cli.views import reconciliations as views
from entrypoints.refusals import DONE, REFUSED

app = typer.Typer()


@app.command("apply")
@writing
def apply(
    desk: Desk,
    run_id: ReconciliationArgument,
    finding: Annotated[
        list[int], typer.Option("--finding", metavar="N", min=1, help="Its number; repeat.")
    ] = [],  # noqa: B006 - Typer's way to say: none was given
    exact: Annotated[bool, typer.Option("--exact", help="All findings that are exact.")] = False,
    asset: Annotated[
        str | None,
        typer.Option("--asset", metavar="ASSET", help="Whose licence it is, of one --finding."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Link assets to the order lines found for them, record cancellations; needs --reason.

    Each order is read at Microsoft again; a finding that is refused stops none of the others.

    Example: perpetua reconcile apply RUN --exact --reason "checked with the customer"

    Example: perpetua reconcile apply RUN --finding 3 --asset ASSET --reason "bought by hand" --yes
    """
    command = _command(desk, run_id, finding, exact=exact, asset=asset)
    if not yes:
        _require_agreement(desk, command)
    results = Page(desk.send(command), next=None)
    desk.show_page(results, lambda _: views.applied(results), empty="No finding is exact.")
    refused = any(each.outcome is Outcome.REFUSED for each in results.items)
    raise typer.Exit(REFUSED if refused else DONE)


@app.command("accept")
@writing
def accept(
    desk: Desk,
    run_id: ReconciliationArgument,
    finding: Annotated[
        list[int], typer.Option("--finding", metavar="N", min=1, help="Its number; repeat.")
    ],
) -> None:
    """Say that findings are as they should be, so that later runs are clean; needs --reason.

    Nothing changes at Microsoft or on any asset.

    Example: perpetua reconcile accept RUN --finding 2 --reason "bought in the portal for a school"
    """
    command = AcceptFindings(
        reconciliation_id=naming.record_id("reconciliation", run_id),
        findings=tuple(finding),
        reason=required_reason(desk, "Accepting a finding"),
    )
    desk.send(command)
    found = desk.ask(ShowReconciliation(reconciliation_id=command.reconciliation_id))
    desk.show(found, views.run)


def _command(
    desk: Desk, run_id: str, numbers: list[int], *, exact: bool, asset: str | None
) -> ApplyFindings:
    reason = required_reason(desk, "Applying findings")
    if exact == bool(numbers):
        raise WrongUsage("Which findings?", advice="Give --finding N, or --exact.")
    if asset and len(numbers) != 1:
        raise WrongUsage("--asset belongs to one finding.", advice="Give one --finding N with it.")
    chosen = naming.record_id("asset", asset) if asset else None
    return ApplyFindings(
        reconciliation_id=naming.record_id("reconciliation", run_id),
        findings=tuple(ChosenFinding(finding=number, asset_id=chosen) for number in numbers),
        exact=exact,
        reason=reason,
    )


def _require_agreement(desk: Desk, command: ApplyFindings) -> None:
    """The person sees what was found before anything is linked."""
    require_somebody(desk, options="--yes")
    desk.show(desk.ask(ShowReconciliation(reconciliation_id=command.reconciliation_id)), views.run)
    chosen = ", ".join(str(each.finding) for each in command.findings) or "every exact finding"
    if not agreed(f"Apply {chosen}?"):
        desk.tell("Nothing was changed.")
        raise typer.Exit(REFUSED)
