"""A ledger of 1,000,000 events: what is done with it, each in a fresh process, and its peak memory.

`python -m benchmarks.million [--events 1000000] [--postgresql]`
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.memory import CHECKOUT, KIB_PER_MIB, resident
from benchmarks.million_steps import STEPS
from entrypoints.settings import Settings
from tests.support.postgres import postgres_server


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
    asked = ["--step", step, "--folder", folder, "--database", address, "--events", str(events)]
    command = [sys.executable, "-m", "benchmarks.million", *asked]
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
