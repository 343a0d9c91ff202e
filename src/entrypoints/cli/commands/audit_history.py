"""perpetua audit: everything that happened, what led to it, and taking it away (B11, S27)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from application.history.export_history import ExportFormat, ExportHistory
from application.history.list_history import ListHistory
from application.history.show_event import ShowEvent
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.files import written_to
from entrypoints.cli.histories import (
    Actor,
    Correlation,
    Kind,
    OfAccount,
    Since,
    Thing,
    Until,
    WithoutReads,
    filters,
    show_history,
)
from entrypoints.cli.options import After, All, Limit
from entrypoints.cli.screen import on_stdout
from entrypoints.cli.views import story
from entrypoints.history_export import exported

app = typer.Typer()


@app.command("history")
@reading
def history(
    desk: Desk,
    thing: Thing = None,
    account: OfAccount = None,
    actor: Actor = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    correlation: Correlation = None,
    without_reads: WithoutReads = False,
    oldest_first: Annotated[
        bool, typer.Option("--oldest-first", help="From the beginning; else the newest first.")
    ] = False,
    limit: Limit = 50,
    after: After = None,
    everything: All = False,
) -> None:
    """Everything that happened: who, when, why, and what changed. That you read it is kept too.

    Example: perpetua audit history --actor operator:maria --kind asset

    Example: perpetua audit history --account Contoso --from 2026-11-01T00:00:00Z

    Example: perpetua audit history --kind audit_access --limit 10
    """
    asked = filters(
        desk,
        thing=thing,
        account=account,
        actor=actor,
        kind=kind,
        since=since,
        until=until,
        correlation=correlation,
        without_reads=without_reads,
    )
    query = ListHistory(**asked, oldest_first=oldest_first, limit=limit, after=after)
    show_history(desk, query, whole=everything, of_one=False)


@app.command("event")
@reading
def event(
    desk: Desk,
    position: Annotated[
        int, typer.Argument(metavar="POSITION", min=1, help="As a history shows it: #123.")
    ],
) -> None:
    """One event: what it tells, what led to it, what it led to, and what was done with it.

    Example: perpetua audit event 12
    """
    desk.show(desk.ask(ShowEvent(position=position)), story.in_context)


@app.command("export-history")
@reading
def export_history(
    desk: Desk,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Or - for stdout.")],
    written_as: Annotated[
        ExportFormat, typer.Option("--format", help="JSON Lines, or CSV for spreadsheets.")
    ] = ExportFormat.JSONL,
    thing: Thing = None,
    account: OfAccount = None,
    actor: Actor = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    correlation: Correlation = None,
    without_reads: WithoutReads = False,
) -> None:
    """The history for people and spreadsheets, oldest first, with what each event changed.

    The stored events themselves, to verify without Perpetua: perpetua audit export.

    Example: perpetua audit export-history history.csv --format csv

    Example: perpetua audit export-history assets.jsonl --kind asset
    """
    if file == "-" and desk.as_json:
        raise WrongUsage("On stdout there is the export alone.", advice="Name a file instead.")
    asked = filters(
        desk,
        thing=thing,
        account=account,
        actor=actor,
        kind=kind,
        since=since,
        until=until,
        correlation=correlation,
        without_reads=without_reads,
    )
    lines = exported(desk.ask(ExportHistory(**asked, format=written_as)).entries, written_as)
    if file == "-":
        return on_stdout().file.writelines(line.decode() for line in lines)
    with written_to(Path(file)) as target:
        written = sum(target.write(line) > 0 for line in lines)
    headings = int(written_as is ExportFormat.CSV)
    return desk.show(story.Written(written - headings, file, written_as), story.written)
