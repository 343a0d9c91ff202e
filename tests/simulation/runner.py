"""The command line of many seeds on all cores."""

from __future__ import annotations

import argparse
import atexit
import multiprocessing
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.queues import SimpleQueue

from tests.simulation.ground import POSTGRESQL, SQLITE, Ground, ground
from tests.simulation.random_run import random_run
from tests.simulation.run import Outcome
from tests.support.postgres import PostgresServer, postgres_server

_CHUNK = 20
_TELL_EVERY = 5.0
"""Seconds between two lines of progress."""
_standing: list[Ground] = []


@dataclass
class Figures:
    """What all runs so far add up to."""

    runs: int = 0
    crashes: int = 0
    purchases: int = 0
    doubles: int = 0
    unknown: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    accounted: Counter[str] = field(default_factory=Counter)
    failed: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.runs += 1
        self.crashes += outcome.crashes
        self.purchases += outcome.purchases
        self.doubles += outcome.doubles
        self.unknown += outcome.unknown
        self.faults += outcome.faults
        self.accounted += outcome.accounted
        if outcome.violations:
            self.failed.append(outcome)

    def __str__(self) -> str:
        return (
            f"{self.runs} runs, {self.crashes} crashes, {self.faults.total()} faults injected, "
            f"{self.purchases} purchases, {self.doubles} doubles, {self.unknown} left unknown, "
            f"{len(self.failed)} failed"
        )


def main(arguments: list[str] | None = None) -> int:
    """0 when every seed holds, 1 with the command that replays the first that does not."""
    asked = _parser().parse_args(arguments)
    seeds = range(asked.start, asked.start + asked.seeds)
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server()) if asked.database == POSTGRESQL else None
        if asked.trace:
            return _traced(server, seeds)
        figures = _all(seeds, server, processes=min(asked.processes, len(seeds)))
    _tell(figures)
    for outcome in sorted(figures.failed, key=lambda each: each.name)[:10]:
        _say(f"{outcome.name} does not hold:", *(f"  {each}" for each in outcome.violations))
        _say(f"  replay: {replay(outcome, asked.database)}")
    return 1 if figures.failed else 0


def replay(outcome: Outcome, database: str = SQLITE) -> str:
    """The one command that shows a run again, with its trace."""
    seed = outcome.name.rpartition(" ")[2]
    return f'make simulate SEEDS=1 ARGS="--from {seed} --database {database} --trace"'


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=300, help="how many")
    parser.add_argument("--from", type=int, default=1, dest="start", help="the first one")
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL), default=SQLITE)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--trace", action="store_true", help="show every step of each run")
    return parser


def _traced(server: PostgresServer | None, seeds: range) -> int:
    failed = 0
    with ground(server.create_database() if server else None) as stand:
        for seed in seeds:
            outcome = random_run(stand, seed, trace=True)
            _say(*outcome.trace, f"seed {seed}:", *(outcome.violations or ["holds"]))
            failed += bool(outcome.violations)
    return 1 if failed else 0


def _all(seeds: range, server: PostgresServer | None, *, processes: int) -> Figures:
    context = multiprocessing.get_context("spawn")
    databases = context.SimpleQueue()
    for _ in range(processes):
        databases.put(server.create_database() if server else None)
    chunks = [seeds[first : first + _CHUNK] for first in range(0, len(seeds), _CHUNK)]
    figures, told = Figures(), time.monotonic()
    with ProcessPoolExecutor(processes, context, _stand, (databases,)) as pool:
        for done in as_completed([pool.submit(_run, chunk) for chunk in chunks]):
            for outcome in done.result():
                figures.add(outcome)
            if time.monotonic() - told >= _TELL_EVERY:
                told = time.monotonic()
                _say(f"{figures.runs} of {len(seeds)}: {figures}")
    return figures


def _stand(databases: SimpleQueue[str | None]) -> None:
    stack = ExitStack()
    _standing.append(stack.enter_context(ground(databases.get())))
    atexit.register(stack.close)


def _run(seeds: range) -> list[Outcome]:
    return [random_run(_standing[0], seed) for seed in seeds]


def _tell(figures: Figures) -> None:
    _say(str(figures))
    _say("faults: " + ", ".join(f"{name} {n}" for name, n in figures.faults.most_common()))
    lines = ", ".join(f"{name} {n}" for name, n in figures.accounted.most_common())
    _say(f"lines at Microsoft without an asset: {lines or 'none'}")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
