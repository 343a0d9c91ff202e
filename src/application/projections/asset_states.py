"""Every state that an asset ever had, so that any time can be asked for (B5, D34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import ASSET_TOPICS, AssetRecord, asset_of
from application.projections.projection import Table


@dataclass(frozen=True)
class AssetStateRow:
    """The asset from the event at that position of the ledger on, until the next of its rows.

    `time` (UTC) is when the event was decided.
    """

    asset_id: UUID
    position: int
    time: datetime
    record: AssetRecord


ASSET_STATES = Table(
    name="asset_states",
    version=1,
    row=AssetStateRow,
    key=("asset_id", "position"),
    group="asset_id",
    succeeds_by="position",
)


class AssetStates:
    table = ASSET_STATES
    append_only = False
    topics = ASSET_TOPICS

    def group_of(self, recorded: Recorded) -> UUID | None:
        return asset_of(recorded)

    def fold(
        self, rows: tuple[AssetStateRow, ...], recorded: Recorded
    ) -> tuple[AssetStateRow, ...]:
        record = fold_asset(rows[0].record if rows else None, recorded)
        if record is None:
            return ()
        time = recorded.metadata.time
        return (AssetStateRow(record.asset_id, recorded.position, time, record),)
