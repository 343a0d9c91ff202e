"""Interleaved runs of contenders that agree in their results, and their ratios to the floor."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter


class Disagreement(AssertionError):
    """Two contenders did not come to the same result, so their times say nothing."""


@dataclass(frozen=True)
class Contest:
    """`floor` and the contenders by name; what contenders return must be equal."""

    floor: Callable[[], object]
    contenders: Mapping[str, Callable[[], object]]
    parts: Mapping[str, Callable[[], object]]
    """Steps of a contender, measured alone; their results are not compared."""
    cleared: Callable[[], object] = bool
    """Takes away what the last run left behind; before each run, and not timed."""


@dataclass(frozen=True)
class Timed:
    """Median seconds, and how many times as long as the floor's."""

    name: str
    seconds: float
    ratio: float


def measured(contest: Contest, *, runs: int) -> list[Timed]:
    """Round after round, so that a slow moment of the machine meets everybody.

    Each round has an order of its own: what one leaves behind, such as a busy disk, meets all.

    Raises:
        Disagreement: before anything is measured.
    """
    _require_agreement(contest.contenders)
    every = {"floor": contest.floor, **contest.parts, **contest.contenders}
    times: dict[str, list[float]] = {name: [] for name in every}
    for turn in range(runs):
        for name in Random(turn).sample(list(every), k=len(every)):
            contest.cleared()
            times[name].append(_seconds(every[name]))
    floor = median(times["floor"])
    return [Timed(name, median(each), median(each) / floor) for name, each in times.items()]


def _require_agreement(contenders: Mapping[str, Callable[[], object]]) -> None:
    (first, expected), *others = ((name, contender()) for name, contender in contenders.items())
    for name, result in others:
        if result != expected:
            raise Disagreement(f"{name} and {first} come to different results")


def _seconds(contender: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    result = contender()
    seconds = perf_counter() - start
    del result
    return seconds
