"""Service-manager instances (S43)."""

from __future__ import annotations

from uuid import UUID

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.instances import INSTANCES, InstanceRow
from core.kernel.errors import NotFound


class ListInstances(Query[Page[InstanceRow]]):
    roles = STAFF


class ListInstancesHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListInstances, by: Principal) -> Page[InstanceRow]:
        return Page(self._rows.all(INSTANCES, order=("name", "instance_id")), next=None)


class ShowInstance(Query[InstanceRow]):
    roles = STAFF
    instance_id: UUID


class ShowInstanceHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowInstance, by: Principal) -> InstanceRow:
        """
        Raises:
            NotFound: no such instance.
        """
        row = self._rows.one(INSTANCES, {"instance_id": query.instance_id})
        if row is None:
            raise NotFound("instance", str(query.instance_id))
        return row
