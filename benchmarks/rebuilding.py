"""P3, P4: the rebuild of the back office's assets from the ledger, against reading the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from tempfile import TemporaryDirectory

from application.projections.bss_assets import BSS_ASSETS
from benchmarks.harness import Timed, measured
from benchmarks.rebuilt_ledger import ledger_of
from benchmarks.section import Growth, Section, Sizes
from tests.support.postgres import postgres_server

_PEERS_SHARE = 20
"""Peers get a twentieth of the events; their time is given for all."""
_STEPS = (10_000, 100_000, 1_000_000)


def on_sqlite(sizes: Sizes) -> Section:
    """P3."""
    with TemporaryDirectory() as folder:
        numbers = iter(range(100))
        return _section("P3", sizes, lambda: f"sqlite:///{folder}/{next(numbers)}.db")


def on_postgresql(sizes: Sizes) -> Section:
    """P4."""
    with postgres_server() as server:
        return _section("P4", sizes, server.create_database)


def _section(number: str, sizes: Sizes, address: Callable[[], str]) -> Section:
    events = sizes.rebuilt
    with ledger_of(address(), events) as whole, ledger_of(address(), events // _PEERS_SHARE) as few:
        timed = measured(whole.contest(), runs=sizes.runs)
        floor, share = timed[0].seconds, whole.share
        peers = _scaled(measured(few.peers(), runs=1), floor)
    growth = {each: _growth(address(), each, sizes.runs) for each in _STEPS if each <= 5 * events}
    return Section(
        f"{number} rebuild {BSS_ASSETS.name} from {events:,} events, {share:.0%} of them of assets",
        [*timed, *peers],
        growth=[Growth("µs per event, by number of events", growth)],
    )


def _scaled(peers: list[Timed], floor: float) -> list[Timed]:
    """As long as they would take for all events, if they are linear."""
    whole = [replace(each, seconds=each.seconds * _PEERS_SHARE) for each in peers[1:]]
    return [replace(each, ratio=each.seconds / floor) for each in whole if each.name != "ours"]


def _growth(address: str, events: int, runs: int) -> float:
    with ledger_of(address, events) as ledger:
        timed = measured(ledger.contest(), runs=min(runs, 3))
    return next(each.seconds for each in timed if each.name == "ours") / events * 1_000_000
