"""Visits of pages: the slow end of the time that each takes on the server and on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from statistics import quantiles
from time import perf_counter

import httpx

from benchmarks.harness import Disagreement, Timed
from benchmarks.section import Section

_PARTS = 20
"""Of which the last is the slow end: one visit in twenty takes longer."""
_PICTURE = "/static/icon.svg"


@dataclass(frozen=True)
class Visit:
    """Somebody signed in, an address, and a text that its page must have."""

    visitor: httpx.Client
    address: str
    shows: str = ""

    def seconds(self) -> float:
        """
        Raises:
            Disagreement: the page is not what it must be.
        """
        start = perf_counter()
        answer = self.visitor.get(self.address)
        seconds = perf_counter() - start
        is_page = not (answer.is_server_error or answer.is_redirect)
        if not is_page or self.shows not in answer.text:
            said = f"{answer.status_code}, without {self.shows!r}"
            raise Disagreement(f"{self.address} says {said}")
        return seconds


def slow_ends(title: str, visits: Mapping[str, Visit], *, rounds: int, most: int) -> Section:
    """The slowest pages, round after round, each in an order of its own.

    The floor is a picture of the same site, and `ours` the slowest page of all.
    """
    every = {"floor": Visit(next(iter(visits.values())).visitor, _PICTURE, "<svg"), **visits}
    seconds: dict[str, list[float]] = {name: [] for name in every}
    for visit in every.values():
        visit.seconds()
    for turn in range(rounds):
        for name in Random(turn).sample(list(every), k=len(every)):
            seconds[name].append(every[name].seconds())
    ends = {name: _slow_end(times) for name, times in seconds.items()}
    floor = ends.pop("floor")
    slowest = sorted(ends.items(), key=lambda each: -each[1])
    told = (("floor", floor), ("ours", slowest[0][1]), *slowest[:most])
    timed = [Timed(name, each, each / floor) for name, each in told]
    return Section(f"{title}: 95 % of visits take no longer; slowest: {slowest[0][0]}", timed)


def _slow_end(times: list[float]) -> float:
    return quantiles(times, n=_PARTS, method="inclusive")[-1]
