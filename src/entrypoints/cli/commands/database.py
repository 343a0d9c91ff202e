"""perpetua db: the database's schema."""

from __future__ import annotations

from dataclasses import dataclass

import typer
from rich.text import Text

from entrypoints.bootstrap import schema, upgrade_schema
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk

app = typer.Typer()


@dataclass(frozen=True)
class SchemaReport:
    """Revision of the schema, and the one that this program works on."""

    current: str | None
    wanted: str
    ok: bool


@app.command("upgrade")
@reading
def upgrade(desk: Desk) -> None:
    """Create the schema, or bring it up to date; safe to repeat.

    Example: perpetua db upgrade
    """
    state = upgrade_schema(desk.settings)
    desk.show(SchemaReport(state.current, state.wanted, state.ok), _in_words)


@app.command("check")
@reading
def check(desk: Desk) -> None:
    """Whether the schema is the one that this program works on; exit status 1 if not.

    Example: perpetua db check
    """
    state = schema(desk.settings)
    state.require()
    desk.show(SchemaReport(state.current, state.wanted, state.ok), _in_words)


def _in_words(report: SchemaReport) -> Text:
    return Text(f"The database is at schema {report.current}, as this program needs it.")
