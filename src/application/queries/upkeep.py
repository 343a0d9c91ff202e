"""When each instance was last synced and last compared with Microsoft (B18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.catalogue_runs import CATALOGUE_RUNS, CatalogueRunRow
from application.projections.instances import INSTANCES
from application.projections.projection import Table
from application.projections.reconciliations import RECONCILIATIONS, ReconciliationRow

R = TypeVar("R")


@dataclass(frozen=True)
class InstanceUpkeep:
    """The latest runs, however they ended; None where there was none yet."""

    instance_id: UUID
    name: str
    sync: CatalogueRunRow | None
    reconciliation: ReconciliationRow | None


class ShowUpkeep(Query[Page[InstanceUpkeep]]):
    """Every instance, by name."""

    roles = STAFF


class ShowUpkeepHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowUpkeep, by: Principal) -> Page[InstanceUpkeep]:
        instances = self._rows.all(INSTANCES, order=("name", "instance_id"))
        shown = (self._of(each.instance_id, each.name) for each in instances)
        return Page(tuple(shown), next=None)

    def _of(self, instance: UUID, name: str) -> InstanceUpkeep:
        synced = self._latest(CATALOGUE_RUNS, instance, order=("started_at", "run_id"))
        compared = self._latest(RECONCILIATIONS, instance, order=("begun_at", "reconciliation_id"))
        return InstanceUpkeep(instance, name, synced, compared)

    def _latest(self, table: Table[R], instance: UUID, *, order: tuple[str, ...]) -> R | None:
        mine = {"instance_id": instance}
        page = self._rows.page(table, where=mine, order=order, descending=True, limit=1)
        return page.items[0] if page.items else None
