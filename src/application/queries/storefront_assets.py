"""Billing > Assets of the storefront: what a reseller or customer owns (S23–S25, D3, D15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.past.assets import PastAssets
from application.past.pages import PastPage
from application.ports.clock import Clock
from application.ports.rows import Page, Rows
from application.principal import BUYERS, Principal
from application.projections.asset_record import RecordOnly
from application.projections.storefront_assets import STOREFRONT_ASSETS
from application.queries.asset_view import AssetView
from application.queries.seen_assets import view_of, views_of
from core.kernel.errors import NotFound

_RECORDS = STOREFRONT_ASSETS.only(RecordOnly)


class ListStorefrontAssets(Query[Page[AssetView]]):
    """Newest first; `account_id` is the reseller or customer whose list it is.

    `at` is a time with zone: the list as it was then (D34).
    """

    roles = BUYERS
    account_id: UUID
    at: datetime | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListStorefrontAssetsHandler:
    def __init__(self, rows: Rows, clock: Clock, past: PastAssets) -> None:
        self._rows = rows
        self._clock = clock
        self._past = past

    def __call__(self, query: ListStorefrontAssets, by: Principal) -> Page[AssetView]:
        """
        Raises:
            Invalid: the cursor is not one of this list, or the time has no zone.
        """
        if query.at is not None:
            return self._then(query, query.at, by)
        page = self._rows.page(
            _RECORDS,
            where={"account_id": query.account_id},
            order=("purchase_date", "asset_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
        now = self._clock.now()
        return Page(views_of((row.record for row in page.items), by, at=now), page.next)

    def _then(self, query: ListStorefrontAssets, at: datetime, by: Principal) -> Page[AssetView]:
        page = self._past.page(
            query.account_id, lambda _: True, at=at, after=query.after, limit=query.limit
        )
        shown = (replace(record, cost=None) for record in page.items)
        views = views_of(shown, by, at=page.as_of.time)
        return PastPage(views, page.next, page.as_of)


class ShowStorefrontAsset(Query[AssetView]):
    """One asset of an account's list, with all information kept but its cost (S25)."""

    roles = BUYERS
    account_id: UUID
    asset_id: UUID


class ShowStorefrontAssetHandler:
    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    def __call__(self, query: ShowStorefrontAsset, by: Principal) -> AssetView:
        """
        Raises:
            NotFound: no such asset, or it is not in the account's list.
        """
        where = {"account_id": query.account_id, "asset_id": query.asset_id}
        row = self._rows.one(STOREFRONT_ASSETS, where)
        if row is None:
            raise NotFound("asset", str(query.asset_id))
        return view_of(row.record, by, at=self._clock.now())
