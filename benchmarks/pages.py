"""Every page that there is, among 100,000 assets on SQLite: the slow end of its server time.

The shop is that of the browser tests. Pages that ask Microsoft are left out: they take the time
that it takes, and keep the pace that it allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from benchmarks.many_assets import customer, insert
from benchmarks.sales import asset_id
from benchmarks.section import Section, Sizes
from benchmarks.visits import Visit, slow_ends
from infrastructure.database.database import Database
from infrastructure.read_models.rows import SqlRows
from tests.browser.atlas import EVERY_PAGE
from tests.browser.place import Place
from tests.browser.shop import Shop, opened_shop

_ROUNDS_PER_RUN = 4
_SHOWN = 12
_CUSTOMERS = 500


def section(sizes: Sizes) -> Section:
    with (
        TemporaryDirectory() as folder,
        opened_shop(Path(folder)) as shop,
        ExitStack() as visitors,
    ):
        ours = [place for place in EVERY_PAGE if not place.asks_microsoft]
        visits = {place.name: _visit(shop, place, visitors) for place in ours}
        _crowd(shop, sizes.paged)
        title = f"{len(visits)} pages among {sizes.paged:,} assets"
        return slow_ends(title, visits, rounds=sizes.runs * _ROUNDS_PER_RUN, most=_SHOWN)


def _visit(shop: Shop, place: Place, visitors: ExitStack) -> Visit:
    return Visit(visitors.enter_context(place.visitor(shop)), place.at(shop))


def _crowd(shop: Shop, assets: int) -> None:
    """The assets of the shop again and again: a reseller's own, and those of its customers."""
    with closing(Database(shop.api.database)) as database:
        known = SqlRows(database).all(BSS_ASSETS, order=("asset_id",))
        insert(database, lambda: islice(_more(shop, known), assets))


def _more(shop: Shop, known: tuple[AssetRecord, ...]) -> Iterator[AssetRecord]:
    reseller = UUID(shop.ids["reseller"])
    for number, sample in enumerate(cycle(known)):
        owner = number % _CUSTOMERS
        yield replace(
            sample,
            asset_id=asset_id(10_000_000 + number),
            name=f"{sample.name}, team {number}",
            purchase_date=sample.purchase_date - timedelta(seconds=number),
            end_customer=customer(owner) if owner else sample.end_customer,
            tenant_id=str(customer(owner)) if owner else sample.tenant_id,
            ordered_by=reseller if number % 2 else sample.ordered_by,
            billed_to=reseller if number % 2 else sample.billed_to,
        )
