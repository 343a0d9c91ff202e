"""Billing > Assets of the back office, and the Assets section of an account (S8, S26)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.account_assets import ACCOUNT_ASSETS
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from application.queries.asset_view import AssetView, view_of
from core.kernel.errors import Invalid


class ListAssets(Query[Page[AssetView]]):
    """Newest first, narrowed to an account, or by `sync_status` (`synchronized`, `failed`) and
    `in_progress`.
    """

    roles = STAFF
    account_id: UUID | None = None
    sync_status: str | None = None
    in_progress: bool | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListAssetsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListAssets, by: Principal) -> Page[AssetView]:
        """
        Raises:
            Invalid: the cursor is not one of this list, or an account and a state are asked for.
        """
        page = self._of_account(query) if query.account_id else self._of_everybody(query)
        return Page(tuple(view_of(record, by) for record in page.items), page.next)

    def _of_everybody(self, query: ListAssets) -> Page[AssetRecord]:
        where: dict[str, object] = {}
        if query.sync_status is not None:
            where["sync_status"] = query.sync_status
        if query.in_progress is not None:
            where["provisioning_in_progress"] = query.in_progress
        return self._rows.page(
            BSS_ASSETS,
            where=where,
            order=("purchase_date", "asset_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )

    def _of_account(self, query: ListAssets) -> Page[AssetRecord]:
        if query.sync_status is not None or query.in_progress is not None:
            raise Invalid("Narrow the list to an account or by its state, not by both.")
        page = self._rows.page(
            ACCOUNT_ASSETS,
            where={"account_id": query.account_id},
            order=("purchase_date", "asset_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
        return Page(tuple(row.record for row in page.items), page.next)
