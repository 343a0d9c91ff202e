"""perpetua buying: whether this ledger buys, and pausing and resuming it (D33, B24)."""

from __future__ import annotations

import typer

from application.epoch.pause_buying import PauseBuying
from application.epoch.resume_buying import ResumeBuying
from application.queries.buying import ShowBuying
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.views import operations as views

app = typer.Typer()


@app.command("show")
@reading
def show(desk: Desk) -> None:
    """Whether licences are bought, where the ledger lies, and what is missing to resume.

    Example: perpetua buying show
    """
    desk.show(desk.ask(ShowBuying()), views.buying)


@app.command("pause")
@writing
def pause(desk: Desk) -> None:
    """Buy and cancel nothing at Microsoft until somebody resumes; needs --reason.

    Orders may still be executed: their assets wait, and nothing is lost.

    Example: perpetua buying pause --reason "Microsoft answers strangely"
    """
    desk.send(PauseBuying(reason=_reason(desk)))
    desk.show(desk.ask(ShowBuying()), views.buying)


@app.command("resume")
@writing
def resume(desk: Desk) -> None:
    """Buy again; every instance with assets must be reconciled first; needs --reason.

    Example: perpetua buying resume --reason "restored from the backup of noon, reconciled"
    """
    desk.send(ResumeBuying(reason=_reason(desk)))
    desk.show(desk.ask(ShowBuying()), views.buying)


def _reason(desk: Desk) -> str:
    if not desk.reason:
        raise WrongUsage("That needs a reason.", advice="Say why: --reason TEXT.")
    return desk.reason
