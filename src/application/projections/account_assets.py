"""The Assets section of an account's page: one row per account and asset (S26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import ASSET_TOPICS, AssetRecord, asset_of
from application.projections.projection import Table


@dataclass(frozen=True)
class AccountAssetRow:
    """An asset that an account uses, pays, ordered, or resold."""

    account_id: UUID
    asset_id: UUID
    purchase_date: datetime
    sync_status: str | None
    provisioning_in_progress: bool
    cancellation_state: str | None
    record: AssetRecord


ACCOUNT_ASSETS = Table(
    name="account_assets",
    version=3,
    row=AccountAssetRow,
    key=("account_id", "asset_id"),
    group="asset_id",
    indexes=(("account_id", "purchase_date", "asset_id"),),
)


class AccountAssets:
    table = ACCOUNT_ASSETS
    append_only = False
    topics = ASSET_TOPICS

    def group_of(self, recorded: Recorded) -> UUID | None:
        return asset_of(recorded)

    def fold(
        self, rows: tuple[AccountAssetRow, ...], recorded: Recorded
    ) -> tuple[AccountAssetRow, ...]:
        return self.fold_run(rows, (recorded,))

    def fold_run(
        self, rows: tuple[AccountAssetRow, ...], run: Sequence[Recorded]
    ) -> tuple[AccountAssetRow, ...]:
        record = fold_asset(rows[0].record if rows else None, *run)
        if record is None:
            return ()
        return tuple(
            AccountAssetRow(
                account_id=account,
                asset_id=record.asset_id,
                purchase_date=record.purchase_date,
                sync_status=record.sync_status,
                provisioning_in_progress=record.provisioning_in_progress,
                cancellation_state=record.cancellation_state,
                record=record,
            )
            for account in record.viewers
        )
