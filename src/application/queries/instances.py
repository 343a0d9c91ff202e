"""Service-manager instances (S43)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from application.messages import Query
from application.past.lists import PastLists
from application.past.pages import PastPage
from application.past.rows import PastRows
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.instances import INSTANCES, InstanceRow, Instances
from core.kernel.errors import NotFound


class ListInstances(Query[Page[InstanceRow]]):
    """By name; `at` is a time with zone: the instances as they were then (D34)."""

    roles = STAFF
    at: datetime | None = None


class ListInstancesHandler:
    def __init__(self, rows: Rows, lists: PastLists, past: PastRows) -> None:
        self._rows = rows
        self._lists = lists
        self._past = past

    def __call__(self, query: ListInstances, by: Principal) -> Page[InstanceRow]:
        """
        Raises:
            Invalid: the time has no zone.
        """
        if query.at is not None:
            return self._then(query.at)
        return Page(self._rows.all(INSTANCES, order=("name", "instance_id")), next=None)

    def _then(self, at: datetime) -> Page[InstanceRow]:
        as_of = self._lists.moment(at, None)
        ids = [row.instance_id for row in self._rows.all(INSTANCES, order=("instance_id",))]
        rows = self._past.folded(_FOLD, ids, as_of.position).values()
        by_name = sorted(rows, key=lambda row: (row.name, row.instance_id))
        return PastPage(tuple(by_name), None, as_of)


_FOLD = Instances()


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
