"""What an operator should look at in the latest comparison with Microsoft (B2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from application.ports.clock import Clock
from application.ports.rows import Rows
from application.projections.bss_assets import BSS_ASSETS
from application.projections.instances import INSTANCES, InstanceRow
from application.projections.reconciliations import RECONCILIATIONS, ReconciliationRow
from application.queries.finding import ERROR, NOTICE, Finding

_LATE = timedelta(hours=48)
"""A daily run had its time: no worker runs, or Microsoft did not answer."""


class ReconciliationFindings:
    """Looks at the latest run of every instance, or why there is none."""

    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    def all(self) -> Iterator[Finding]:
        for instance in self._rows.all(INSTANCES, order=("name",)):
            run = self._latest(instance.instance_id)
            yield from _of_run(run, instance) if run else self._never(instance)

    def _latest(self, instance: UUID) -> ReconciliationRow | None:
        page = self._rows.page(
            RECONCILIATIONS,
            where={"instance_id": instance},
            order=("begun_at", "reconciliation_id"),
            descending=True,
            limit=1,
        )
        return page.items[0] if page.items else None

    def _never(self, instance: InstanceRow) -> Iterator[Finding]:
        """Assets of the first days are no reason yet: the scheduled run is still to come."""
        mine = {"instance_id": instance.instance_id}
        order = ("purchase_date", "asset_id")
        oldest = self._rows.page(BSS_ASSETS, where=mine, order=order, limit=1).items
        if oldest and oldest[0].purchase_date <= self._clock.now() - _LATE:
            yield Finding(
                NOTICE,
                f"instance {instance.name}",
                "Its assets were never compared with what Microsoft shows.",
                f"A running worker does it each day; at once: {_again(instance)}",
            )


def _of_run(run: ReconciliationRow, instance: InstanceRow) -> Iterator[Finding]:
    see = f"perpetua reconcile show {run.reconciliation_id}"
    if run.open:
        yield Finding(
            ERROR,
            f"instance {instance.name}",
            f"Open findings of the latest reconciliation: {run.open}.",
            f"Look at them: {see}; afterwards: {_again(instance)}",
        )
    if run.customers_not_read:
        yield Finding(
            NOTICE,
            f"instance {instance.name}",
            f"Customers that the latest reconciliation could not read: {run.customers_not_read}.",
            f"See which and why: {see}",
        )


def _again(instance: InstanceRow) -> str:
    return f"perpetua reconcile run {instance.instance_id}"
