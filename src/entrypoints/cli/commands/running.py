"""perpetua demo, serve and worker: Perpetua as a whole, running."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.answering import Remembered
from entrypoints.cli.failures import explained
from entrypoints.cli.options import Json
from entrypoints.cli.screen import announce


def demo(context: typer.Context, as_json: Json = False) -> None:
    """Tell the whole story against a simulated Partner Center; its data stays to play with.

    Example: perpetua demo
    """
    before: Remembered = context.obj
    as_json = as_json or before.as_json
    with explained(as_json=as_json):
        from entrypoints.demo.command import run_demo

        run_demo(as_json=as_json)


def serve(
    host: Annotated[str, typer.Option("--host", help="A loopback address.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option("--port", help="8700, or another one when that is taken; 0 picks any."),
    ] = None,
    simulator: Annotated[
        bool, typer.Option("--simulator", help="Serve the demo's simulated Partner Center too.")
    ] = False,
) -> None:
    """Serve API and worker until stopped; the API explains itself at /docs.

    Example: perpetua serve --simulator
    """
    with explained():
        from entrypoints.serve import serve as serve_all

        serve_all(host=host, port=port, with_simulator=simulator, announce=announce)


def worker() -> None:
    """Finish what any process left unfinished, until stopped.

    Example: perpetua worker
    """
    with explained():
        from entrypoints.serve import work

        work()
