"""Each day every instance that has assets is compared with Microsoft (B2, B13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from application.bus import Bus, Origin
from application.ports.clock import Clock
from application.ports.jobs import Job
from application.ports.rows import Rows
from application.principal import WORKER
from application.projections.bss_assets import BSS_ASSETS
from application.projections.instances import INSTANCES
from application.projections.reconciliations import RECONCILIATIONS
from application.reconciliation.reconcile_instance import ReconcileInstance

EVERY = timedelta(hours=24)


class DailyReconciliations:
    """Due when an instance's latest run, or else its first asset, is a day old.

    A run by hand counts as well.
    """

    kind = "daily-reconciliation"

    def __init__(self, rows: Rows, bus: Bus, clock: Clock) -> None:
        self._rows = rows
        self._bus = bus
        self._clock = clock

    def due(self, at: datetime) -> Iterator[Job]:
        """One job per instance whose run is due at a UTC time."""
        for instance in self._rows.all(INSTANCES, order=("name",)):
            if self._is_due(instance.instance_id, at):
                yield Job(self.kind, instance.instance_id, f"{at:%Y-%m-%d}")

    def run(self, job: Job) -> None:
        """What was done meanwhile, by whomever, is not done again.

        Raises:
            Refused: as `ReconcileInstance` says.
        """
        if self._is_due(job.subject, self._clock.now()):
            origin = Origin(WORKER, "worker", reason=f"Daily run of {job.period}")
            self._bus.send(ReconcileInstance(instance_id=job.subject), origin)

    def _is_due(self, instance: UUID, at: datetime) -> bool:
        mine = {"instance_id": instance}
        latest = self._rows.page(
            RECONCILIATIONS,
            where=mine,
            order=("begun_at", "reconciliation_id"),
            descending=True,
            limit=1,
        )
        if latest.items:
            return latest.items[0].begun_at <= at - EVERY
        oldest = self._rows.page(
            BSS_ASSETS, where=mine, order=("purchase_date", "asset_id"), limit=1
        )
        return bool(oldest.items) and oldest.items[0].purchase_date <= at - EVERY
