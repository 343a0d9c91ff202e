"""perpetua rate: the story of an exchange rate (B11, D20)."""

from __future__ import annotations

import typer

from core.ids import rate_stream_id
from entrypoints.cli.answering import reading
from entrypoints.cli.commands.rate import Anchor, Into
from entrypoints.cli.desk import Desk
from entrypoints.cli.histories import show_story
from entrypoints.cli.options import After, All, Limit

app = typer.Typer()


@app.command("history")
@reading
def history(
    desk: Desk,
    anchor: Anchor,
    currency: Into,
    limit: Limit = 50,
    after: After = None,
    whole: All = False,
) -> None:
    """The rates of one pair: who set which, when, from when on, and from what to what.

    Example: perpetua rate history --anchor EUR --currency ILS
    """
    pair = rate_stream_id(anchor, currency)
    show_story(desk, "exchange-rate", pair, limit=limit, after=after, whole=whole)
