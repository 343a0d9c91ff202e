"""perpetua simulator: a Partner Center on this machine (B15)."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from entrypoints.cli.failures import WrongUsage, explained
from entrypoints.settings import Settings
from entrypoints.simulator.server import NotLoopback
from entrypoints.simulator.server import serve as serve_simulator
from entrypoints.simulator.world import SeedDiffers

app = typer.Typer()


@app.callback()
def simulator() -> None:
    """A Partner Center to try everything with."""


@app.command("serve")
def serve(
    host: Annotated[str, typer.Option("--host", help="A loopback address.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option("--port", help="0 picks a free one, as does nothing.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Decides prices and ids.")] = None,
    state: Annotated[
        Path | None, typer.Option("--state", help="SQLite file; in the data folder by default.")
    ] = None,
    tls: Annotated[
        bool, typer.Option("--tls", help="https; prints the file with the root to trust.")
    ] = False,
) -> None:
    """Serve a simulated Partner Center until stopped; /_simulator lists its controls.

    Example: perpetua simulator serve --port 8081
    Example: perpetua simulator serve --tls
    """
    with explained():
        settings = Settings.load()
        file = state or settings.simulator_state
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            serve_simulator(
                host,
                settings.simulator_port or 0 if port is None else port,
                settings.simulator_seed if seed is None else seed,
                file,
                tls=tls,
            )
        except (NotLoopback, SeedDiffers, OSError, sqlite3.Error) as wrong:
            raise WrongUsage(
                f"The simulator cannot be served: {wrong}.",
                advice="Another --port, --seed or --state may help; see --help.",
            ) from wrong
