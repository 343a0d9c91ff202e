"""P8 as sections: verification on each database, its growth by events, and its memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.chained_ledger import chained_ledger
from benchmarks.harness import measured
from benchmarks.section import Growth, Section, Sizes
from tests.support.postgres import postgres_server

_EVENTS = (10_000, 30_000, 100_000, 300_000)
"""Besides the full number."""
_CHECKOUT = Path(__file__).parents[1]
Addresses = Callable[[], str]
"""Each time another database, which is empty."""


def on_sqlite(sizes: Sizes) -> Section:
    with TemporaryDirectory() as folder:
        numbers = count()
        return _section("SQLite", lambda: f"sqlite:///{folder}/{next(numbers)}.db", sizes)


def on_postgresql(sizes: Sizes) -> Section:
    with postgres_server() as server:
        return _section("PostgreSQL", server.create_database, sizes)


def _section(store: str, addresses: Addresses, sizes: Sizes) -> Section:
    numbers = [number for number in _EVENTS if number < sizes.events]
    points = {number: _microseconds(addresses(), number, sizes.runs) for number in numbers}
    with chained_ledger(addresses(), sizes.events) as ledger:
        timed = measured(ledger.contest(), runs=sizes.runs)
        ours = next(each for each in timed if each.name == "ours")
        points[sizes.events] = ours.seconds * 1e6 / sizes.events
        return Section(
            f"P8 verify the chain of {sizes.events} events on {store}",
            timed,
            [Growth("µs per event, by number of events", points)],
            peak_mib=_peak(ledger.database.address),
        )


def _microseconds(address: str, events: int, runs: int) -> float:
    with chained_ledger(address, events) as ledger:
        timed = {each.name: each for each in measured(ledger.contest(), runs=runs)}
    return timed["ours"].seconds * 1e6 / events


def _peak(address: str) -> float:
    """Of a fresh process, or of the largest of those that it starts."""
    command = [sys.executable, "-m", "benchmarks.verifying_memory", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_CHECKOUT)
    return float(said.stdout)
