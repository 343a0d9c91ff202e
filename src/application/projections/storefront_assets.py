"""Billing > Assets of the storefront: what each buyer may see, without cost (S23–S25, D3, D15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import ASSET_TOPICS, AssetRecord, asset_of
from application.projections.projection import Table


@dataclass(frozen=True)
class StorefrontAssetRow:
    """An asset as `account_id` sees it; the record holds no purchase cost."""

    account_id: UUID
    asset_id: UUID
    purchase_date: datetime
    sync_status: str | None
    record: AssetRecord


STOREFRONT_ASSETS = Table(
    name="storefront_assets",
    version=3,
    row=StorefrontAssetRow,
    key=("account_id", "asset_id"),
    group="asset_id",
    indexes=(("account_id", "purchase_date", "asset_id"),),
)


class StorefrontAssets:
    table = STOREFRONT_ASSETS
    append_only = False
    topics = ASSET_TOPICS

    def group_of(self, recorded: Recorded) -> UUID | None:
        return asset_of(recorded)

    def fold(
        self, rows: tuple[StorefrontAssetRow, ...], recorded: Recorded
    ) -> tuple[StorefrontAssetRow, ...]:
        return self.fold_run(rows, (recorded,))

    def fold_run(
        self, rows: tuple[StorefrontAssetRow, ...], run: Sequence[Recorded]
    ) -> tuple[StorefrontAssetRow, ...]:
        record = fold_asset(rows[0].record if rows else None, *run)
        if record is None:
            return ()
        shown = replace(record, cost=None)
        return tuple(
            StorefrontAssetRow(
                account, shown.asset_id, shown.purchase_date, shown.sync_status, shown
            )
            for account in shown.viewers
        )
