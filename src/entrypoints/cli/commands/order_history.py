"""perpetua order: the story of an order (B11)."""

from __future__ import annotations

import typer

from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.histories import show_story
from entrypoints.cli.options import After, All, Limit, OrderArgument

app = typer.Typer()


@app.command("history")
@reading
def history(
    desk: Desk, order: OrderArgument, limit: Limit = 50, after: After = None, whole: All = False
) -> None:
    """The order's story: when, who, what changed, and why.

    Example: perpetua order history ORDER
    """
    identity = naming.record_id("order", order)
    show_story(desk, "order", identity, limit=limit, after=after, whole=whole)
