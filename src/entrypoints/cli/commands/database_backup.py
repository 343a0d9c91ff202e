"""perpetua db: copies of the database, and putting one back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from application.audit.record_restoration import RecordRestoration
from application.ports.backups import RestoredBackup
from application.queries.buying import ShowBuying
from core.kernel.errors import Forbidden
from entrypoints.bootstrap import backups, schema
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.asking import agreed, require_somebody
from entrypoints.cli.desk import Desk
from entrypoints.cli.options import Yes
from entrypoints.cli.screen import on_stderr
from entrypoints.cli.views import backups as views
from entrypoints.exclusive import only_one
from entrypoints.refusals import BROKEN, DONE, REFUSED

app = typer.Typer()


@dataclass(frozen=True)
class Restored:
    """`undo` is the database as it was before; `schema_ok` tells whether it needs no upgrade.

    `buying` is false until the ledger was reconciled with Microsoft and somebody resumed.
    """

    events: int
    position: int
    undo: str | None
    schema_ok: bool
    buying: bool


@app.command("backup")
@reading
def backup(
    desk: Desk,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file if it is there.")
    ] = False,
) -> None:
    """Copy the SQLite database as it is now, while people work, and check the copy.

    Every page and the whole hash chain of the copy are read; exit status 4: something is broken.

    Example: perpetua db backup perpetua-backup.sqlite

    Example: perpetua db backup perpetua-backup.sqlite --overwrite
    """
    with backups(desk.settings) as kept:
        found = kept.back_up(file, overwrite=overwrite, progress=desk.progress)
    desk.show(found, views.content)
    raise typer.Exit(DONE if found.first_bad_position is None else BROKEN)


@app.command("restore")
@writing
def restore(
    desk: Desk,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As perpetua db backup made it.")],
    yes: Yes = False,
) -> None:
    """Put a checked copy of FILE in the place of the SQLite database; nothing may be served.

    The former database is kept beside it, so that this can be undone. Buying is paused until the
    ledger was compared with Microsoft: perpetua buying show.

    Example: perpetua db restore perpetua-backup.sqlite
    """
    _require_right(desk)
    with only_one(desk.settings), backups(desk.settings) as kept:
        if not yes:
            require_somebody(desk, options="--yes")
            on_stderr().print(views.content(kept.look(file)))
            if not agreed("Put this in the place of the database?"):
                desk.tell("Nothing was changed.")
                raise typer.Exit(REFUSED)
        restored = kept.restore(file, desk.progress)
    desk.show(_after(desk, file, restored), views.restored)


def _require_right(desk: Desk) -> None:
    """Before anything is touched: what was restored could not be written down afterwards."""
    if desk.by.role not in RecordRestoration.roles:
        raise Forbidden(
            f"{desk.by.actor} may not restore a back-up.",
            advice=f"It takes one of these roles: {', '.join(sorted(RecordRestoration.roles))}.",
        )


def _after(desk: Desk, file: Path, restored: RestoredBackup) -> Restored:
    """The restored ledger is another one than before, which is noticed and written down (D33)."""
    content = restored.content
    is_current = schema(desk.settings).ok
    if is_current:
        told = RecordRestoration(
            file=file.name, events=content.events, last_position=content.position
        )
        desk.send(told)
    return Restored(
        events=content.events,
        position=content.position,
        undo=restored.kept,
        schema_ok=is_current,
        buying=is_current and desk.ask(ShowBuying()).allowed,
    )
