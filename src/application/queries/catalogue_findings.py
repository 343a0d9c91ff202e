"""What an operator should look at in the catalogue: runs that failed, prices that have changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.ports.clock import Clock
from application.ports.rows import Rows
from application.projections.catalogue_runs import CATALOGUE_RUNS, RUNNING, CatalogueRunRow
from application.projections.instances import INSTANCES, InstanceRow
from application.projections.products import BSS_PRODUCTS, DISCONTINUED
from application.queries.finding import ERROR, NOTICE, Finding
from core.catalogue.values import KnownChange
from core.instances.sync_lease import APPLIED


@dataclass(frozen=True)
class _Foreseen:
    """What tells whether a product's lists have changed."""

    status: str
    known_changes: tuple[KnownChange, ...]


_KNOWN_CHANGES = BSS_PRODUCTS.only(_Foreseen)


class CatalogueFindings:
    """Looks at the latest run of every instance, and at list changes that were foreseen."""

    def __init__(self, rows: Rows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    def all(self) -> Iterator[Finding]:
        now = self._clock.now()
        for instance in self._rows.all(INSTANCES, order=("name",)):
            yield from self._latest_run(instance, now)
            yield from self._outdated(instance, now)

    def _latest_run(self, instance: InstanceRow, now: datetime) -> Iterator[Finding]:
        run = self._latest(instance.instance_id)
        subject = f"instance {instance.name}"
        if run is None:
            return
        if run.state == APPLIED:
            yield from _in_part(run, subject)
        elif run.state != RUNNING:
            yield Finding(
                ERROR,
                subject,
                f"The latest run of Get Services Definition is {run.state}: {run.message}",
                f"See perpetua catalogue run {run.run_id}, then run it again.",
            )
        elif run.lease_until and run.lease_until <= now:
            yield Finding(
                ERROR,
                subject,
                f"Run {run.run_id} of Get Services Definition died; it changed nothing.",
                f"Run it again: perpetua catalogue preview {instance.instance_id}",
            )

    def _latest(self, instance_id: UUID) -> CatalogueRunRow | None:
        page = self._rows.page(
            CATALOGUE_RUNS,
            where={"instance_id": instance_id},
            order=("started_at", "run_id"),
            descending=True,
            limit=1,
        )
        return page.items[0] if page.items else None

    def _outdated(self, instance: InstanceRow, now: datetime) -> Iterator[Finding]:
        mine = {"instance_id": instance.instance_id}
        products = self._rows.all(_KNOWN_CHANGES, mine, order=("product_id",))
        changed = sum(
            any(change.at <= now for change in product.known_changes)
            for product in products
            if product.status != DISCONTINUED
        )
        if changed:
            yield Finding(
                NOTICE,
                f"instance {instance.name}",
                f"Microsoft's lists have changed for {changed} products since the latest run.",
                f"Look at them: perpetua catalogue preview {instance.instance_id}",
            )


def _in_part(run: CatalogueRunRow, subject: str) -> Iterator[Finding]:
    if run.failed:
        yield Finding(
            NOTICE,
            subject,
            f"The latest run could not read {len(run.failed)} sources; theirs stayed as it was.",
            f"See which and why: perpetua catalogue run {run.run_id}",
        )
