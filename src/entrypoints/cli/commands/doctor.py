"""perpetua doctor: what somebody should look at, and where everything is."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk


@reading
def doctor(
    desk: Desk,
    deep: Annotated[
        bool,
        typer.Option("--deep", help="Read every page and every event, whatever their number."),
    ] = False,
) -> None:
    """What needs somebody, and where database and settings are; exit status 1 if it does.

    The pages of a SQLite file are checked anyway while it is small.

    Example: perpetua doctor

    Example: perpetua doctor --deep
    """
    from entrypoints.cli.checkup import examined
    from entrypoints.cli.views.operations import checkup
    from entrypoints.refusals import DONE, REFUSED

    found = examined(desk, deep=deep)
    desk.show(found, checkup)
    raise typer.Exit(DONE if found.ok else REFUSED)
