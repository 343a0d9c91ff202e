"""Where each table of each read model stands in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.messages import Query
from application.ports.clock import Clock
from application.ports.projections import (
    ProjectionControl,
    ProjectionState,
    ProjectionStatus,
    Stop,
)
from application.ports.rows import Page
from application.principal import STAFF, Principal


@dataclass(frozen=True)
class ProjectionView:
    """One table: `lag` in events, `lag_seconds` since the first that it has not read."""

    name: str
    version: int
    build: int
    live: bool
    state: ProjectionState
    position: int
    lag: int
    lag_seconds: int
    rows: int | None
    error: Stop | None


class ShowProjectionStatus(Query[Page[ProjectionView]]):
    """`name` is that of a read model; without it all are shown. `counting` tells their rows."""

    roles = STAFF
    name: str | None = None
    counting: bool = True


class ShowProjectionStatusHandler:
    def __init__(self, control: ProjectionControl, clock: Clock) -> None:
        self._control = control
        self._clock = clock

    def __call__(self, query: ShowProjectionStatus, by: Principal) -> Page[ProjectionView]:
        now = self._clock.now()
        statuses = self._control.status(counting=query.counting)
        found = (each for each in statuses if query.name in (None, each.name))
        return Page(tuple(_view(each, now) for each in found), next=None)


def _view(status: ProjectionStatus, now: datetime) -> ProjectionView:
    behind = now - status.behind_since if status.behind_since else None
    return ProjectionView(
        name=status.name,
        version=status.version,
        build=status.build,
        live=status.live,
        state=status.state,
        position=status.position,
        lag=status.lag,
        lag_seconds=max(int(behind.total_seconds()), 0) if behind else 0,
        rows=status.rows,
        error=status.error,
    )
