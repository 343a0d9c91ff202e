"""Billing > Assets of the back office, and the Assets section of an account (S8, S26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import Field

from application.past.assets import PastAssets
from application.past.pages import PastPage
from application.ports.clock import Clock
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.account_assets import ACCOUNT_ASSETS
from application.projections.account_names import ACCOUNT_NAMES
from application.projections.asset_finder import ASSET_FINDER
from application.projections.asset_record import AssetRecord, RecordOnly
from application.projections.bss_assets import BSS_ASSETS
from application.projections.projection import Table
from application.queries.asset_filters import AssetFilters, AssetOrder, R
from application.queries.asset_matching import as_asked
from application.queries.asset_view import AssetView
from application.queries.seen_assets import views_of
from core.kernel.errors import Invalid


@dataclass(frozen=True)
class _Found:
    asset_id: UUID


@dataclass(frozen=True)
class _Named:
    account_id: UUID


_RECORDS = ACCOUNT_ASSETS.only(RecordOnly)
_FOUND = ASSET_FINDER.only(_Found)
_NAMED = ACCOUNT_NAMES.only(_Named)


class ListAssets(AssetFilters[Page[AssetView]]):
    """Newest first, unless `order` says otherwise; narrowed by everything that is asked.

    `at` is a time with zone: all of it as it was then (D34). Such a list is newest first, and its
    search does not know purchase orders.

    With `looks`, at most so many assets are looked at for a page: one that is not full by then has
    a cursor to go on, and takes the same time however many assets there are.
    """

    roles = STAFF
    order: AssetOrder = AssetOrder.NEWEST
    at: datetime | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)
    looks: int | None = Field(default=None, ge=1)


class ListAssetsHandler:
    def __init__(self, rows: Rows, clock: Clock, past: PastAssets) -> None:
        self._rows = rows
        self._clock = clock
        self._past = past

    def __call__(self, query: ListAssets, by: Principal) -> Page[AssetView]:
        """
        Raises:
            Invalid: the cursor is not one of this list, the time has no zone, or a list of the
                past is asked for in another order.
        """
        if query.at is not None:
            return self._then(query, query.at, by)
        page = self._now(query)
        return Page(views_of(page.items, by, at=self._clock.now()), page.next)

    def _now(self, query: ListAssets) -> Page[AssetRecord]:
        if not query.is_whole or query.order is not AssetOrder.NEWEST:
            return self._found(query)
        if query.account_id is None:
            return self._newest(BSS_ASSETS, query)
        page = self._newest(_RECORDS, query)
        return Page(tuple(row.record for row in page.items), page.next)

    def _newest(self, table: Table[R], query: ListAssets) -> Page[R]:
        return self._rows.page(
            table,
            where={"account_id": query.account_id} if query.account_id else {},
            order=("purchase_date", "asset_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )

    def _found(self, query: ListAssets) -> Page[AssetRecord]:
        """Short rows tell which; those are then read whole."""
        page = self._rows.page(
            _FOUND,
            where=query.where(),
            order=(query.order.column, "asset_id"),
            descending=query.order.descending,
            after=query.after,
            until=self._last_look(query),
            limit=query.limit,
        )
        ids = tuple(row.asset_id for row in page.items)
        whole = self._rows.all(BSS_ASSETS, {"asset_id": ids}, order=()) if ids else ()
        records = {record.asset_id: record for record in whole}
        return Page(tuple(records[id] for id in ids if id in records), page.next)

    def _last_look(self, query: ListAssets) -> str | None:
        if query.looks is None or query.is_whole:
            return None
        return self._rows.ahead(
            _FOUND,
            where=query.stretch(query.order),
            order=(query.order.column, "asset_id"),
            descending=query.order.descending,
            after=query.after,
            steps=query.looks,
        )

    def _then(self, query: ListAssets, at: datetime, by: Principal) -> Page[AssetView]:
        if query.order is not AssetOrder.NEWEST:
            raise Invalid("A list of the past is newest first.", advice="Leave the order out.")
        shown = as_asked(query, self._customers(query))
        page = self._past.page(query.account_id, shown, at=at, after=query.after, limit=query.limit)
        views = views_of(page.items, by, at=page.as_of.time)
        return PastPage(views, page.next, page.as_of)

    def _customers(self, query: ListAssets) -> frozenset[UUID]:
        """Those whose names, which never change, have what is searched."""
        if not query.text:
            return frozenset()
        found = self._rows.all(_NAMED, {"words": query.beginning()}, order=("words",))
        return frozenset(row.account_id for row in found)
