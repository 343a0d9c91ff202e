"""Other purchases of the same product for the same customer that have not ended (D16, D32)."""

from __future__ import annotations

from application.bus import Projector
from application.ports.rows import Rows
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from core.asset.asset import Asset
from core.asset.errors import AnotherOutcomeUnknown
from core.asset.licence import sells
from core.asset.values import AssetStatus, SyncState


class OpenPurchases:
    """Two purchases that look alike at Microsoft must not be taken for each other."""

    def __init__(self, rows: Rows, projector: Projector) -> None:
        self._rows = rows
        self._projector = projector

    def is_alone(self, asset: Asset) -> bool:
        """Whether no other asset of the same customer and product ever tried without a licence.

        Asked after Microsoft's orders were read: whoever bought one of them stored its intent
        before, and has claimed it, or is still open, or failed and sold late behind a refusal.
        """
        self._projector.catch_up()
        return not self._others(asset, perpetual_order_id=None, status=str(AssetStatus.ACTIVE))

    def require_none_unknown(self, asset: Asset) -> None:
        """
        Raises:
            AnotherOutcomeUnknown: of another such purchase it is not known whether it happened.
        """
        unknown = str(SyncState.UNKNOWN)
        for other in self._others(asset, provisioning_in_progress=True, sync_state=unknown):
            raise AnotherOutcomeUnknown(str(asset.id), str(other.asset_id))

    def _others(self, asset: Asset, **narrowed: str | bool | None) -> list[AssetRecord]:
        asked = {"tenant_id": asset.details.tenant_id, **narrowed}
        return [
            record
            for record in self._rows.all(BSS_ASSETS, asked, order=("asset_id",))
            if record.asset_id != asset.id
            and record.attempts
            and sells(record.product_code, asset.details.product_code)
        ]
