"""Pages: the slow end of their server time in a shop with 100,000 assets on SQLite.

A page that is to be measured too is one more line of `PAGES`. What it must show is looked for in
every answer: a page that is quick because it shows nothing is refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx

from benchmarks.harness import Disagreement, Timed
from benchmarks.many_assets import LARGEST, ManyAssets, product
from benchmarks.section import Section, Sizes
from entrypoints.web.site import create_web

_OPERATOR = {"who": "operator:benchmark"}
_ROUNDS_PER_RUN = 10
_PARTS = 20
"""Of which the last is the slow end: one visit in twenty takes longer."""


@dataclass(frozen=True)
class Visited:
    """An address, and a text that its page must have."""

    address: str
    shows: str


_LIST = "/bss/assets"
PAGES: Mapping[str, Visited] = {
    "assets": Visited(_LIST, ", team "),
    "assets of the largest reseller": Visited(f"{_LIST}?account_id={LARGEST}", "Largest Reseller"),
    "assets by name": Visited(f"{_LIST}?order=name", "Office"),
    "assets by name, Z first": Visited(f"{_LIST}?order=name-descending", "Office"),
    "failed assets": Visited(f"{_LIST}?sync_status=failed", "failed"),
    "a product's assets": Visited(f"{_LIST}?product={product(7)}", product(7)),
    "assets whose outcome is unknown": Visited(f"{_LIST}?sync_status=unknown", "Take away"),
    "canceled, of the largest reseller": Visited(
        f"{_LIST}?status=canceled&account_id={LARGEST}", "Largest Reseller"
    ),
    "filters that contradict each other": Visited(
        f"{_LIST}?qualification=Education&product={product(0)}&search=office", "Take away"
    ),
    "search: many have it": Visited(f"{_LIST}?search=office", ", team "),
    "search: nothing has it": Visited(f"{_LIST}?search=no+such+licence", "Take away"),
    "search: nothing has it, by name": Visited(
        f"{_LIST}?search=no+such+licence&order=name", "Take away"
    ),
    "search: a customer, and failed": Visited(
        f"{_LIST}?search=customer+77&sync_status=failed", "failed"
    ),
    "search: a purchase order": Visited(f"{_LIST}?search=po-17", "po-17"),
    "search in a stretch of days": Visited(
        f"{_LIST}?search=team&purchased_from=2026-03-01&purchased_until=2026-03-01", ", team "
    ),
}


def section(sizes: Sizes) -> Section:
    """The floor is a picture of the same site; `ours` is the slowest page."""
    with TemporaryDirectory() as folder, closing(ManyAssets(Path(folder), sizes.paged)) as shop:
        seconds = asyncio.run(_visited(shop, rounds=sizes.runs * _ROUNDS_PER_RUN))
    floor, *pages = ((name, _slow_end(times)) for name, times in seconds.items())
    slowest = max(pages, key=lambda each: each[1])
    timed = [Timed(name, each, each / floor[1]) for name, each in (floor, *pages)]
    ours = Timed("ours", slowest[1], slowest[1] / floor[1])
    title = f"Pages with {sizes.paged:,} assets: 95 % of visits take no longer"
    return Section(f"{title}; slowest: {slowest[0]}", [timed[0], ours, *timed[1:]])


async def _visited(shop: ManyAssets, *, rounds: int) -> Mapping[str, list[float]]:
    """Seconds of every visit, round after round, each in an order of its own."""
    every = {"floor": Visited("/static/icon.svg", "<svg"), **PAGES}
    seconds: dict[str, list[float]] = {name: [] for name in every}
    transport = httpx.ASGITransport(create_web(shop.app, session_key="benchmark"))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as visitor:
        await visitor.post("/sign-in", data=_OPERATOR)
        for name in every:
            await _visit(visitor, every[name])
        for turn in range(rounds):
            for name in Random(turn).sample(list(every), k=len(every)):
                seconds[name].append(await _visit(visitor, every[name]))
    return seconds


async def _visit(visitor: httpx.AsyncClient, page: Visited) -> float:
    """
    Raises:
        Disagreement: the page is not what it must be.
    """
    start = perf_counter()
    answer = await visitor.get(page.address)
    seconds = perf_counter() - start
    if answer.status_code != httpx.codes.OK or page.shows not in answer.text:
        raise Disagreement(f"{page.address} says {answer.status_code}, without {page.shows!r}")
    return seconds


def _slow_end(times: list[float]) -> float:
    return quantiles(times, n=_PARTS, method="inclusive")[-1]
