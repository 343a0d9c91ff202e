"""perpetua doctor: what somebody should look at, and where everything is."""

from __future__ import annotations

import typer

from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk


@reading
def doctor(desk: Desk) -> None:
    """What needs somebody, and where database and settings are; exit status 1 if it does.

    Example: perpetua doctor
    """
    from entrypoints.cli.checkup import examined
    from entrypoints.cli.views.operations import checkup
    from entrypoints.refusals import DONE, REFUSED

    found = examined(desk)
    desk.show(found, checkup)
    raise typer.Exit(DONE if found.ok else REFUSED)
