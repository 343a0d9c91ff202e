"""perpetua catalogue: the story of a product (B11)."""

from __future__ import annotations

import typer

from core.ids import InstanceId, product_id
from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.histories import show_story
from entrypoints.cli.options import After, All, CodeArgument, InstanceOption, Limit

app = typer.Typer()


@app.command("history")
@reading
def history(
    desk: Desk,
    code: CodeArgument,
    instance: InstanceOption = None,
    limit: Limit = 50,
    after: After = None,
    whole: All = False,
) -> None:
    """The product's story: texts, countries, every price that moved, and what buyers see of it.

    Example: perpetua catalogue history DG7GMGF0DWM3:0002:SEG0001
    """
    identity = product_id(InstanceId(naming.instance_id(desk, instance)), code)
    show_story(desk, "product", identity, limit=limit, after=after, whole=whole)
