"""Which instances were compared with Microsoft since buying was paused, and which were not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from application.asset.provisioning.lookup import VerdictTerms
from application.ports.rows import Rows
from application.projections.bss_assets import BSS_ASSETS
from application.projections.instances import INSTANCES
from application.projections.reconciliations import RECONCILIATIONS
from core.epoch.values import Pause, PauseCause


class CleanReconciliations:
    """Instances without assets bought nothing that the ledger could buy again."""

    def __init__(self, rows: Rows, terms: VerdictTerms) -> None:
        self._rows = rows
        self._terms = terms

    def count_from(self, pause: Pause) -> datetime:
        """From when on, in UTC, a reconciliation is evidence of what happened before the pause.

        What a lost state of the ledger bought is shown by Microsoft after a while only (D17).
        """
        by_hand = pause.cause is PauseCause.BY_HAND
        return pause.since if by_hand else pause.since + self._terms.wait

    def after(self, pause: Pause) -> Mapping[str, UUID | None]:
        """Names of all instances with assets, each with its latest reconciliation, or None.

        It was begun when it counts, and is clean; a later one that is not takes its place.
        """
        moment = self.count_from(pause)
        return {
            instance.name: self._latest(instance.instance_id, moment)
            for instance in self._rows.all(INSTANCES, order=("name", "instance_id"))
            if self._has_assets(instance.instance_id)
        }

    def _latest(self, instance_id: UUID, since: datetime) -> UUID | None:
        found = self._rows.page(
            RECONCILIATIONS,
            where={"instance_id": instance_id},
            order=("begun_at", "reconciliation_id"),
            descending=True,
            limit=1,
        )
        return next(
            (run.reconciliation_id for run in found.items if run.clean and run.begun_at >= since),
            None,
        )

    def _has_assets(self, instance_id: UUID) -> bool:
        mine = {"instance_id": instance_id}
        order = ("purchase_date", "asset_id")
        return bool(self._rows.page(BSS_ASSETS, where=mine, order=order, limit=1).items)
