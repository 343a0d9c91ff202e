"""Each month every instance's products and prices are refreshed (S80, B13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from application.bus import Bus, Origin
from application.catalogue.sync_services import SyncServices
from application.ports.jobs import Job
from application.ports.ledger import Ledger
from application.ports.rows import Rows
from application.principal import WORKER
from application.projections.instances import INSTANCES
from core.instances.errors import SyncNotDue, SyncRunning
from core.instances.instance import Instance


class MonthlySyncs:
    """The instance decides whether its run is due; how it went stands in its run log."""

    kind = "monthly-sync"

    def __init__(self, ledger: Ledger, rows: Rows, bus: Bus) -> None:
        self._ledger = ledger
        self._rows = rows
        self._bus = bus

    def due(self, at: datetime) -> Iterator[Job]:
        """One job per instance whose run of this month is due at a UTC time."""
        for row in self._rows.all(INSTANCES, order=("name",)):
            instance = self._ledger.get(Instance, row.instance_id)
            if period := instance.due_period(at):
                yield Job(self.kind, instance.id, period)

    def run(self, job: Job) -> None:
        """Whatever is found is applied, unless it would discontinue many products (D23).

        A run that another process did, or does, is left to it.

        Raises:
            Refused: as `SyncServices` says.
        """
        command = SyncServices(instance_id=job.subject, period=job.period)
        origin = Origin(WORKER, "worker", reason=f"Monthly run of {job.period}")
        try:
            self._bus.send(command, origin)
        except (SyncNotDue, SyncRunning):
            return
