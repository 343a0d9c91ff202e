"""perpetua account: the story of an account (B11)."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.histories import show_story
from entrypoints.cli.options import After, All, Limit

app = typer.Typer()


@app.command("history")
@reading
def history(
    desk: Desk,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="Name or id.")],
    limit: Limit = 50,
    after: After = None,
    whole: All = False,
) -> None:
    """The account's own story; with its orders and assets: perpetua audit history --account.

    Example: perpetua account history "Contoso Werke"
    """
    identity = naming.account_id(desk, account)
    show_story(desk, "account", identity, limit=limit, after=after, whole=whole)
