"""perpetua instance: the story of an instance (B11)."""

from __future__ import annotations

import typer

from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.histories import show_story
from entrypoints.cli.options import After, All, InstanceArgument, Limit

app = typer.Typer()


@app.command("history")
@reading
def history(
    desk: Desk,
    instance: InstanceArgument = None,
    limit: Limit = 50,
    after: After = None,
    whole: All = False,
) -> None:
    """The instance's story: its settings, countries, currencies and runs.

    Example: perpetua instance history main
    """
    identity = naming.instance_id(desk, instance)
    show_story(desk, "instance", identity, limit=limit, after=after, whole=whole)
