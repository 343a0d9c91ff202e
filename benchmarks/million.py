"""A ledger of 1,000,000 events: what is done with it, each in a fresh process, and its peak memory.

`python -m benchmarks.million [--events 1000000] [--postgresql]`
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.table import Table

from application.audit.verify_ledger import VerifyLedger
from application.bus import Origin
from application.ports.progress import Silent
from application.principal import Principal, Role
from application.projections.every import OWN_TABLES
from application.queries.list_assets import ListAssets
from application.queries.show_asset import ShowAsset
from benchmarks.memory import CHECKOUT, KIB_PER_MIB, resident
from benchmarks.sales import OPENED, account, asset_id, fill
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.settings import Settings
from infrastructure.database.database import Database
from tests.support.postgres import postgres_server

_AUDITOR = Origin(Principal(Role.AUDITOR, "benchmark"), "cli")
_SOLD = 7
"""Number of an asset that every ledger of some size has."""


def sold(settings: Settings, events: int) -> str:
    upgrade_schema(settings)
    with closing(Database(settings.database)) as database:
        fill(database, events)
    return f"{events:,} events"


def rebuilt(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        for name in OWN_TABLES:
            app.projections.rebuild(name, Silent(), switch=True)
            app.projections.drop(name)
    return f"{len(OWN_TABLES)} read models"


def chained(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        app.projector.catch_up()
    return "chained, and up to date"


def verified(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        found = app.bus.ask(VerifyLedger(), _AUDITOR)
    return f"ok: {found.ok}"


def told(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        statuses = app.projections.status()
    return f"{sum(each.rows for each in statuses):,} rows, lag {max(s.lag for s in statuses)}"


def listed(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        asked = ListAssets(account_id=account(_SOLD), limit=50)
        found, seconds = _second(app, lambda: len(app.bus.ask(asked, _AUDITOR).items))
    return f"{found} assets in {seconds * 1000:.1f} ms"


def looked_back(settings: Settings, _: int) -> str:
    with bootstrap(settings) as app:
        asked = ShowAsset(asset_id=asset_id(_SOLD), at=OPENED.replace(minute=30))
        found, seconds = _second(app, lambda: app.bus.ask(asked, _AUDITOR).as_of.version)
    return f"version {found} in {seconds * 1000:.1f} ms"


def _second(app: App, ask: Callable[[], int]) -> tuple[int, float]:
    """The answer, and how long it takes once the process is warm."""
    ask()
    start = perf_counter()
    return ask(), perf_counter() - start


STEPS: Mapping[str, Callable[[Settings, int], str]] = {
    "append": sold,
    "rebuild": rebuilt,
    "chain": chained,
    "verify": verified,
    "status": told,
    "list page": listed,
    "asset at a time": looked_back,
}


def main(arguments: list[str]) -> None:
    asked = _arguments(arguments)
    if asked.step:
        settings = Settings(data_dir=asked.folder, database_url=asked.database)
        sys.stdout.write(json.dumps(_measured(asked.step, settings, asked.events)))
        return
    with TemporaryDirectory() as folder, ExitStack() as stack:
        address = ""
        if asked.postgresql:
            address = stack.enter_context(postgres_server()).create_database()
        for step in STEPS:
            Console().print(_table(_elsewhere(step, folder, address, asked.events)))


def _measured(step: str, settings: Settings, events: int) -> dict[str, str]:
    start = perf_counter()
    found = STEPS[step](settings, events)
    seconds = perf_counter() - start
    peak = f"{resident('VmHWM') / KIB_PER_MIB:.0f}"
    return {"step": step, "found": found, "s": f"{seconds:.1f}", "peak MiB": peak}


def _elsewhere(step: str, folder: str, address: str, events: int) -> dict[str, str]:
    given = ["--step", step, "--folder", folder, "--database", address, "--events", str(events)]
    command = [sys.executable, "-m", "benchmarks.million", *given]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=CHECKOUT)
    measured: dict[str, str] = json.loads(said.stdout)
    return measured


def _table(measured: Mapping[str, str]) -> Table:
    table = Table(*measured)
    table.add_row(*measured.values())
    return table


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.million", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--database", default="")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
