"""Copies of the database, and what to do after a restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from application.ports.backups import BackupContent
from entrypoints.cli.screen import facts, moment

if TYPE_CHECKING:
    from entrypoints.cli.commands.database_backup import Restored


def content(found: BackupContent) -> RenderableType:
    about = {
        "File": found.file,
        "Size": f"{found.bytes / 1_000_000:.1f} MB",
        "Schema": found.schema,
        "Events": found.events,
        "Last position": found.position,
        "Last event": moment(found.last_event_at),
    }
    if found.first_bad_position is None:
        return facts("Backup", about)
    words = (
        "The copy is as the ledger is, and that was changed: its events contradict their hash "
        f"chain from position {found.first_bad_position} on. perpetua audit verify says more."
    )
    return Group(facts("Backup", about), Text(words, "red"))


def restored(found: Restored) -> RenderableType:
    about = {"Events": found.events, "Last position": found.position, "Kept": found.undo}
    return Group(facts("Restored", about), Text("\n".join(_next_steps(found)), "yellow"))


def _next_steps(found: Restored) -> list[str]:
    steps = [] if found.schema_ok else ["Bring the schema up to date: perpetua db upgrade"]
    if not found.buying:
        steps.append(
            "Buying is paused: compare with Microsoft (perpetua reconcile run), then resume: "
            "perpetua buying resume --reason TEXT. perpetua buying show tells what is missing."
        )
    if found.undo:
        steps.append(f"Undo it: perpetua db restore {found.undo}")
    return steps
