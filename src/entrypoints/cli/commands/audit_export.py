"""perpetua audit: the ledger as a file, and its verification without the ledger (B4)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from application.audit.export_events import ExportEvents
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.files import written_to
from entrypoints.cli.screen import on_stdout
from entrypoints.cli.views import evidence as views
from entrypoints.offline import verify_export as offline

app = typer.Typer()
VERIFIER = Path(offline.__file__)


@app.command("export")
@reading
def export(
    desk: Desk,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Or - for stdout.")],
    verifier: Annotated[
        bool,
        typer.Option(
            "--verifier", help="Put the verifier beside it: one Python file, no Perpetua."
        ),
    ] = False,
) -> None:
    """Every event as a line of JSON, exactly as it is stored, with its hash.

    Sign a head before: it vouches for the events up to it.

    Example: perpetua audit export events.jsonl --verifier

    Example: perpetua audit export -
    """
    if file == "-" and (verifier or desk.as_json):
        raise WrongUsage("On stdout there is the export alone.", advice="Name a file instead.")
    lines = desk.ask(ExportEvents())
    if file == "-":
        return on_stdout().file.writelines(line.decode() for line in lines)
    beside = _beside(file) if verifier else None
    desk.show(views.Exported(_written(Path(file), lines), file, beside), views.exported)
    program = f"python {beside}" if beside else "perpetua audit verify-export"
    return desk.tell(f"Check it anywhere: {program} {file} --head HEAD --public-key KEY")


@app.command("verify-export")
@reading
def verify_export(
    desk: Desk,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="As perpetua audit export wrote it.")
    ],
    head: Annotated[Path, typer.Option("--head", metavar="FILE", help="A signed head.")],
    key: Annotated[Path, typer.Option("--public-key", metavar="FILE", help="PEM.")],
) -> None:
    """Verify an export against a head, from these files alone; exit status 4 is a contradiction.

    Example: perpetua audit verify-export events.jsonl --head head.json --public-key key.pem
    """
    try:
        verdict = offline.verified_files(file, head, key)
    except offline.Unusable as fault:
        raise WrongUsage(str(fault), advice="See the command's --help.") from fault
    desk.show(verdict, views.verdict)
    raise typer.Exit(offline.GENUINE if verdict.ok else offline.BROKEN)


def _written(file: Path, lines: Iterator[bytes]) -> int:
    """How many lines."""
    number = 0
    with written_to(file) as target:
        for number, line in enumerate(lines, start=1):  # noqa: B007 - the last one counts
            target.write(line)
    return number


def _beside(file: str) -> str:
    copy = Path(file).with_name(VERIFIER.name)
    with written_to(copy) as target, VERIFIER.open("rb") as source:
        shutil.copyfileobj(source, target)
    return str(copy)
