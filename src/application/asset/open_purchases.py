"""Other purchases of the same product for the same customer that have not ended (D16, D32)."""

from __future__ import annotations

from application.bus import Projector
from application.ports.rows import Rows
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from core.asset.asset import Asset
from core.asset.errors import AnotherOutcomeUnknown
from core.asset.licence import sells
from core.asset.values import SyncState


class OpenPurchases:
    """Two purchases that look alike at Microsoft must not be taken for each other."""

    def __init__(self, rows: Rows, projector: Projector) -> None:
        self._rows = rows
        self._projector = projector

    def is_alone(self, asset: Asset) -> bool:
        """Whether no other purchase of the same customer and product is under way now.

        Asked after Microsoft's orders were read: whoever bought one of them stored its intent
        before, and is either still open or has claimed it.
        """
        self._projector.catch_up()
        return not self._others(asset)

    def require_none_unknown(self, asset: Asset) -> None:
        """
        Raises:
            AnotherOutcomeUnknown: of another such purchase it is not known whether it happened.
        """
        for other in self._others(asset):
            if other.sync_state == SyncState.UNKNOWN:
                raise AnotherOutcomeUnknown(str(asset.id), str(other.asset_id))

    def _others(self, asset: Asset) -> list[AssetRecord]:
        asked = {"tenant_id": asset.details.tenant_id, "provisioning_in_progress": True}
        return [
            record
            for record in self._rows.all(BSS_ASSETS, asked, order=("asset_id",))
            if record.asset_id != asset.id
            and sells(record.product_code, asset.details.product_code)
        ]
