"""P6: a page of 50 assets of one account, to the JSON that HTTP sends, against the raw driver."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from application.bus import Origin
from application.ports.rows import Page
from application.principal import Principal, Role
from application.queries.asset_view import AssetView
from application.queries.list_assets import ListAssets
from benchmarks.bare_page import BarePages, mark_of
from benchmarks.harness import Contest, Timed, measured
from benchmarks.listed_assets import BUYER, DEPTH, ListedAssets
from benchmarks.orm_page import OrmPages
from benchmarks.section import Growth, Section, Sizes
from entrypoints.rendering import to_json

OPERATOR = Principal(Role.OPERATOR, "benchmark")
_PAGE = 50
_AT_ONCE = 20
"""Pages in one measurement: one alone is too short for the clock."""
_STEPS = (1_000, 10_000, 100_000, 1_000_000)


def section(sizes: Sizes) -> Section:
    """The first page, the same deep in the list, and the first page of ever more assets."""
    steps = [each for each in _STEPS if each < sizes.assets] + [sizes.assets]
    with TemporaryDirectory() as folder, pages(Path(folder)) as read:
        growth = {assets: read.ratio_at(assets, sizes.runs) for assets in steps}
        first = measured(read.contest(None), runs=sizes.runs)
        deep = measured(read.contest(read.mark_at(DEPTH)), runs=sizes.runs)
        depth = read.by_depth(sizes.runs)
    return Section(
        f"P6 {_AT_ONCE} times a page of {_PAGE} of {sizes.assets:,} assets",
        [*first, *(Timed(f"deep: {each.name}", each.seconds, each.ratio) for each in deep), depth],
        growth=[Growth("× floor, by number of assets", growth)],
    )


@dataclass(frozen=True)
class Pages:
    """One shop, read by each of the contenders."""

    shop: ListedAssets
    bare: BarePages
    orm: OrmPages

    def ratio_at(self, assets: int, runs: int) -> float:
        """How many times as long as the floor the first page takes when there are so many."""
        self.shop.grow(assets)
        return {each.name: each.ratio for each in measured(self._short(), runs=runs)}["ours"]

    def contest(self, after: str | None) -> Contest:
        return Contest(
            floor=_many(lambda: self.bare.page(after)),
            contenders={
                "ours": _many(lambda: self.ours(after)),
                "the floor, for its bytes": _many(lambda: self.bare.page(after)),
                "SQLAlchemy ORM + pydantic": _many(lambda: self.orm.page(after)),
            },
            parts={},
        )

    def by_depth(self, runs: int) -> Timed:
        """Our page behind 18,000 others; its ratio is to our first page."""
        mark = self.mark_at(DEPTH)
        ours = {"deep": _many(lambda: self.ours(mark))}
        first = _many(lambda: self.ours(None))
        deep = measured(Contest(floor=first, contenders=ours, parts={}), runs=runs)[1]
        return Timed(f"ours, deep: × ours, first ({DEPTH:,} before it)", deep.seconds, deep.ratio)

    def mark_at(self, depth: int) -> str | None:
        """The cursor behind so many of the buyer's assets, or behind half of them."""
        mark, behind = None, 0
        while behind < depth:
            page = self._asked(mark, limit=500)
            if page.next is None:
                return mark
            mark, behind = page.next, behind + 500
        return mark

    def ours(self, after: str | None) -> bytes:
        return to_json(self._asked(after, limit=_PAGE))

    def _asked(self, after: str | None, *, limit: int) -> Page[AssetView]:
        asked = ListAssets(account_id=BUYER, after=after, limit=limit)
        return self.shop.app.bus.ask(asked, Origin(OPERATOR, "cli"))

    def _short(self) -> Contest:
        contest = self.contest(None)
        known = {name: contest.contenders[name] for name in ("ours", "the floor, for its bytes")}
        return Contest(floor=contest.floor, contenders=known, parts={})


@contextmanager
def pages(folder: Path) -> Iterator[Pages]:
    with closing(ListedAssets(folder)) as shop:
        shop.grow(_STEPS[0])
        file, table = shop.database.file, shop.table_name
        asked = ListAssets(account_id=BUYER, limit=_PAGE)
        following = shop.app.bus.ask(asked, Origin(OPERATOR, "cli")).next
        assert following is not None
        with closing(sqlite3.connect(file)) as raw:
            bare = BarePages(raw, table, BUYER, mark_of(following))
            with closing(OrmPages(file, bare)) as orm:
                yield Pages(shop, bare, orm)


def _many(page: Callable[[], bytes]) -> Callable[[], Any]:
    def read() -> Any:
        *_, last = (page() for _ in range(_AT_ONCE))
        return msgspec.json.decode(last)

    return read
