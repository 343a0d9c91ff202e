"""The list of 100,000 assets on SQLite, as people narrow and order it, and search in it.

What a page must show is looked for in every answer: one that is quick because it shows nothing is
refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from benchmarks.many_assets import LARGEST, ManyAssets, product
from benchmarks.section import Section, Sizes
from benchmarks.visits import Visit, slow_ends
from entrypoints.web.site import create_web
from tests.entrypoints.http.served import listening

_ROUNDS_PER_RUN = 10
_LIST = "/bss/assets"
_LISTS: Mapping[str, tuple[str, str]] = {
    "assets": (_LIST, ", team "),
    "assets of the largest reseller": (f"{_LIST}?account_id={LARGEST}", "Largest Reseller"),
    "assets by name": (f"{_LIST}?order=name", "Office"),
    "assets by name, Z first": (f"{_LIST}?order=name-descending", "Office"),
    "failed assets": (f"{_LIST}?sync_status=failed", "failed"),
    "a product's assets": (f"{_LIST}?product={product(7)}", product(7)),
    "assets whose outcome is unknown": (f"{_LIST}?sync_status=unknown", "Take away"),
    "canceled, of the largest reseller": (
        f"{_LIST}?status=canceled&account_id={LARGEST}",
        "Largest Reseller",
    ),
    "filters that contradict each other": (
        f"{_LIST}?qualification=Education&product={product(0)}&search=office",
        "Take away",
    ),
    "search: many have it": (f"{_LIST}?search=office", ", team "),
    "search: nothing has it": (f"{_LIST}?search=no+such+licence", "Take away"),
    "search: nothing has it, by name": (f"{_LIST}?search=no+such+licence&order=name", "Take away"),
    "search: a customer, and failed": (f"{_LIST}?search=customer+77&sync_status=failed", "failed"),
    "search: a purchase order": (f"{_LIST}?search=po-17", "po-17"),
    "search in a stretch of days": (
        f"{_LIST}?search=team&purchased_from=2026-03-01&purchased_until=2026-03-01",
        ", team ",
    ),
}
"""Addresses, and what their pages must show."""


def section(sizes: Sizes) -> Section:
    with (
        TemporaryDirectory() as folder,
        closing(ManyAssets(Path(folder), sizes.paged)) as shop,
        listening(create_web(shop.app, session_key="benchmark")) as address,
        httpx.Client(base_url=address) as visitor,
    ):
        visitor.post("/sign-in", data={"who": "operator:benchmark"})
        lists = {name: Visit(visitor, *asked) for name, asked in _LISTS.items()}
        title = f"Lists of {sizes.paged:,} assets"
        return slow_ends(title, lists, rounds=sizes.runs * _ROUNDS_PER_RUN, most=len(lists))
