"""Where each read model stands in the ledger."""

from __future__ import annotations

from application.messages import Query
from application.ports.projections import ProjectionControl, ProjectionStatus
from application.ports.rows import Page
from application.principal import STAFF, Principal


class ShowProjectionStatus(Query[Page[ProjectionStatus]]):
    roles = STAFF


class ShowProjectionStatusHandler:
    def __init__(self, control: ProjectionControl) -> None:
        self._control = control

    def __call__(self, query: ShowProjectionStatus, by: Principal) -> Page[ProjectionStatus]:
        return Page(self._control.status(), next=None)
