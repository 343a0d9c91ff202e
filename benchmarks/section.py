"""What a section of the benchmarks is asked, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.harness import Timed


@dataclass(frozen=True)
class Sizes:
    """How much is measured; each field is an option of the command line."""

    runs: int = field(default=7, metadata={"help": "interleaved runs of each contender"})
    rounds: int = field(default=31, metadata={"help": "interleaved runs of ten commands each"})
    markets: int = field(default=60, metadata={"help": "countries of the price import"})
    skus: int = field(default=400, metadata={"help": "SKUs in each of their price sheets"})
    history: int = field(default=10_000, metadata={"help": "events of the longest history"})
    events: int = field(default=1_000_000, metadata={"help": "events of the chained ledger"})
    rebuilt: int = field(default=200_000, metadata={"help": "events of a rebuilt read model"})
    assets: int = field(default=1_000_000, metadata={"help": "assets of which a page is listed"})
    paged: int = field(default=100_000, metadata={"help": "assets of the shop of the pages"})
    purchases: int = field(default=51, metadata={"help": "assets provisioned, and bought bare"})


@dataclass(frozen=True)
class Growth:
    """A cost by size; `unit` says of what, as in `ms per market, by number of markets`."""

    unit: str
    points: Mapping[int, float]


@dataclass(frozen=True)
class Section:
    """Times against the floor, and what else was found."""

    title: str
    timed: Sequence[Timed]
    growth: Sequence[Growth] = ()
    peak_mib: float | None = None
    """Peak memory above the idle process; of a process that was started for it, all."""


Measure = Callable[[Sizes], Section]
"""A section's function: it makes what it needs, measures, and leaves nothing behind."""
