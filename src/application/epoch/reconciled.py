"""Which instances were compared with Microsoft since buying was paused, and which were not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from application.ports.clean_reconciliations import CleanReconciliations
from application.ports.rows import Rows
from application.projections.bss_assets import BSS_ASSETS
from application.projections.instances import INSTANCES


class Reconciled:
    """Instances without assets bought nothing that the ledger could buy again."""

    def __init__(self, rows: Rows, reconciliations: CleanReconciliations) -> None:
        self._rows = rows
        self._reconciliations = reconciliations

    def since(self, moment: datetime) -> Mapping[str, UUID | None]:
        """Names of all instances with assets, each with its clean reconciliation, or None."""
        return {
            instance.name: self._reconciliations.latest(instance.instance_id, moment)
            for instance in self._rows.all(INSTANCES, order=("name", "instance_id"))
            if self._has_assets(instance.instance_id)
        }

    def _has_assets(self, instance_id: UUID) -> bool:
        mine = {"instance_id": instance_id}
        return bool(self._rows.page(BSS_ASSETS, where=mine, order=("asset_id",), limit=1).items)
