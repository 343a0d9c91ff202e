"""Billing > Assets of the back office, and the Assets section of an account (S8, S26)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.messages import Query, R
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.account_assets import ACCOUNT_ASSETS
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from application.projections.projection import Table
from application.queries.asset_view import AssetView, view_of
from core.asset.values import CancellationState


class ListAssets(Query[Page[AssetView]]):
    """Newest first, narrowed to an account, a `sync_status` (`synchronized`, `failed`), or both.

    `cancellation` is where a cancellation stands: `requested` ones wait for an operator (D30).
    """

    roles = STAFF
    account_id: UUID | None = None
    sync_status: str | None = None
    in_progress: bool | None = None
    cancellation: CancellationState | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListAssetsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListAssets, by: Principal) -> Page[AssetView]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        page = self._of_account(query) if query.account_id else self._page(BSS_ASSETS, query)
        return Page(tuple(view_of(record, by) for record in page.items), page.next)

    def _of_account(self, query: ListAssets) -> Page[AssetRecord]:
        page = self._page(ACCOUNT_ASSETS, query)
        return Page(tuple(row.record for row in page.items), page.next)

    def _page(self, table: Table[R], query: ListAssets) -> Page[R]:
        asked = {
            "account_id": query.account_id,
            "sync_status": query.sync_status,
            "provisioning_in_progress": query.in_progress,
            "cancellation_state": query.cancellation,
        }
        return self._rows.page(
            table,
            where={column: value for column, value in asked.items() if value is not None},
            order=("purchase_date", "asset_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
