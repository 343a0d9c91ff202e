"""`perpetua demo`: the whole journey in under half a minute, and what to try next."""

from __future__ import annotations

import io
import sys

from rich.console import Console

from application.bus import Origin
from application.queries.organisation import ShowOrganisation
from core.kernel.errors import NotFound
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.cli.progress import Watched, watched
from entrypoints.demo.fresh_data import LedgerInUse, make_room
from entrypoints.demo.journey import travel
from entrypoints.demo.narrator import Narrator
from entrypoints.demo.scene import Scene
from entrypoints.demo.simulator import SimulatorControls, simulator_for
from entrypoints.principals import local_operator
from entrypoints.rendering import to_json
from entrypoints.settings import Settings


def run_demo(*, as_json: bool) -> None:
    """Raises Refused when the data folder holds somebody's real ledger."""
    settings = Settings.load()
    earlier = make_room(settings)
    console = Console(file=io.StringIO()) if as_json else Console()
    if earlier:
        console.print(f"The data of the demo before is kept in {earlier}", soft_wrap=True)
    with simulator_for(settings) as directed:
        upgrade_schema(directed)
        scene = _play(directed, console, watched(as_json=as_json))
    if as_json:
        sys.stdout.buffer.write(to_json(scene.told) + b"\n")
    else:
        _try_next(console, scene)


def _play(settings: Settings, console: Console, progress: Watched) -> Scene:
    controls = SimulatorControls(settings)
    try:
        with bootstrap(settings, progress=progress) as app:
            if _in_use(app):
                raise LedgerInUse(settings.database.rpartition("@")[2])
            scene = Scene(app, controls, Narrator(console))
            travel(scene)
            return scene
    finally:
        progress.close()
        controls.close()


def _in_use(app: App) -> bool:
    try:
        app.bus.ask(ShowOrganisation(), Origin(local_operator(), "cli"))
    except NotFound:
        return False
    return True


def _try_next(console: Console, scene: Scene) -> None:
    asset = scene.told["history"]["asset_id"]
    console.print("\n[bold green]Done.[/] The data stays. Try next:")
    for line in (
        "make serve                     then open http://127.0.0.1:8700/",
        ".venv/bin/perpetua asset list",
        f".venv/bin/perpetua asset history {asset}",
        ".venv/bin/perpetua audit prove-purchases",
    ):
        console.print(f"   {line}", markup=False, highlight=False, soft_wrap=True)
