"""Billing > Assets of the back office, and the Assets section of an account (S8, S26)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from application.messages import Query, R
from application.past.assets import PastAssets
from application.past.pages import PastPage
from application.ports.clock import Clock
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.account_assets import ACCOUNT_ASSETS
from application.projections.asset_record import AssetRecord, RecordOnly
from application.projections.bss_assets import BSS_ASSETS
from application.projections.projection import Table
from application.queries.asset_view import AssetView
from application.queries.seen_assets import views_of
from core.asset.values import CancellationState

_RECORDS = ACCOUNT_ASSETS.only(RecordOnly)


class ListAssets(Query[Page[AssetView]]):
    """Newest first, narrowed to an account, a `sync_status` (`synchronized`, `failed`), or both.

    `cancellation` is where a cancellation stands: `requested` ones wait for an operator (D30).
    `at` is a time with zone: all of it as it was then (D34).
    """

    roles = STAFF
    account_id: UUID | None = None
    sync_status: str | None = None
    in_progress: bool | None = None
    cancellation: CancellationState | None = None
    at: datetime | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListAssetsHandler:
    def __init__(self, rows: Rows, clock: Clock, past: PastAssets) -> None:
        self._rows = rows
        self._clock = clock
        self._past = past

    def __call__(self, query: ListAssets, by: Principal) -> Page[AssetView]:
        """
        Raises:
            Invalid: the cursor is not one of this list, or the time has no zone.
        """
        if query.at is not None:
            return self._then(query, query.at, by)
        page = self._of_account(query) if query.account_id else self._page(BSS_ASSETS, query)
        now = self._clock.now()
        return Page(views_of(page.items, by, at=now), page.next)

    def _of_account(self, query: ListAssets) -> Page[AssetRecord]:
        page = self._page(_RECORDS, query)
        return Page(tuple(row.record for row in page.items), page.next)

    def _then(self, query: ListAssets, at: datetime, by: Principal) -> Page[AssetView]:
        wanted = _narrowed(query)

        def shown(record: AssetRecord) -> bool:
            return all(getattr(record, column) == value for column, value in wanted.items())

        page = self._past.page(query.account_id, shown, at=at, after=query.after, limit=query.limit)
        views = views_of(page.items, by, at=page.as_of.time)
        return PastPage(views, page.next, page.as_of)

    def _page(self, table: Table[R], query: ListAssets) -> Page[R]:
        account = {"account_id": query.account_id} if query.account_id else {}
        return self._rows.page(
            table,
            where={**account, **_narrowed(query)},
            order=("purchase_date", "asset_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )


def _narrowed(query: ListAssets) -> dict[str, Any]:
    asked = {
        "sync_status": query.sync_status,
        "provisioning_in_progress": query.in_progress,
        "cancellation_state": query.cancellation,
    }
    return {column: value for column, value in asked.items() if value is not None}
