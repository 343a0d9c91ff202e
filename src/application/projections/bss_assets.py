"""Billing > Assets of the back office: one row per asset (S1, S8)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import ASSET_TOPICS, AssetRecord, asset_of
from application.projections.projection import Table

BSS_ASSETS = Table(
    name="bss_assets",
    version=4,
    row=AssetRecord,
    key=("asset_id",),
    group="asset_id",
    indexes=(
        ("purchase_date", "asset_id"),
        ("sync_status", "purchase_date", "asset_id"),
        ("provisioning_in_progress", "asset_id"),
        ("perpetual_id", "provisioned_at", "asset_id"),
        ("cancellation_state", "purchase_date", "asset_id"),
        ("tenant_id", "provisioning_in_progress", "asset_id"),
        ("instance_id", "purchase_date", "asset_id"),
    ),
)


class BssAssets:
    table = BSS_ASSETS
    append_only = False
    topics = ASSET_TOPICS

    def group_of(self, recorded: Recorded) -> UUID | None:
        return asset_of(recorded)

    def fold(self, rows: tuple[AssetRecord, ...], recorded: Recorded) -> tuple[AssetRecord, ...]:
        return self.fold_run(rows, (recorded,))

    def fold_run(
        self, rows: tuple[AssetRecord, ...], run: Sequence[Recorded]
    ) -> tuple[AssetRecord, ...]:
        record = fold_asset(rows[0] if rows else None, *run)
        return (record,) if record else ()
