"""perpetua asset debug: stepping through how an asset became what it is (B6)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from application.queries.debug_asset import AssetDebugging, DebugAsset, DebugStep
from entrypoints.cli import naming
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.options import AssetArgument
from entrypoints.cli.screen import on_stdout
from entrypoints.cli.stepping import KEYS, typed_keys, walk
from entrypoints.cli.views import debugging as views

app = typer.Typer()


@app.command("debug")
@reading
def debug(
    desk: Desk,
    asset: AssetArgument,
    step: Annotated[
        int | None, typer.Option("--step", metavar="N", min=1, help="This step only.")
    ] = None,
    replay: Annotated[
        bool,
        typer.Option("--replay", help="Run today's decisions on the recorded answers as well."),
    ] = False,
) -> None:
    """Step through an asset: events, inner state, and what Microsoft was asked and answered.

    At a terminal: n next, b back, g N goto, q quit. A replay buys and asks nothing.

    Example: perpetua asset debug ASSET

    Example: perpetua asset debug ASSET --replay --json
    """
    query = DebugAsset(asset_id=naming.record_id("asset", asset), replay=replay)
    found = _narrowed(desk.ask(query), step)
    if desk.as_json:
        desk.write_json(found)
    elif step is None and sys.stdin.isatty():
        _walk(found.steps)
    else:
        on_stdout().print(views.every_step(found.steps))


def _narrowed(found: AssetDebugging, number: int | None) -> AssetDebugging:
    if number is None:
        return found
    if number > len(found.steps):
        raise WrongUsage(
            f"There is no step {number}.", advice=f"There are steps 1 to {len(found.steps)}."
        )
    return replace(found, steps=found.steps[number - 1 : number])


def _walk(steps: Sequence[DebugStep]) -> None:
    screen = on_stdout()

    def show(index: int) -> None:
        screen.print(views.step(steps[index]))
        screen.print(f"Step {index + 1} of {len(steps)}.  {KEYS}", style="dim")

    walk(len(steps), show, typed_keys())
