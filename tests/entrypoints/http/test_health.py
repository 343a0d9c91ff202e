"""What whatever watches the process is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from application.ports.database_away import DatabaseAway
from application.ports.progress import Progress
from application.ports.projections import ProjectionControl, ProjectionState, ProjectionStatus, Stop
from application.projections.every import EVERY_PROJECTION
from application.projections.projection import Table
from entrypoints.settings import Settings
from tests.entrypoints.http.served import Api, served


def test_a_process_that_works_is_live_and_ready(api: Api) -> None:
    for question in ("live", "ready"):
        answer = api.http.get(f"/health/{question}")
        assert (answer.status_code, answer.json()) == (200, {"ok": True, "reasons": []})


STOP = Stop(7, "order.drafted.v1", UUID(int=7), "event 7 cannot be folded")


class Standing:
    """Read models that stand as a test says; `fault` is what their database says instead."""

    def __init__(self) -> None:
        self.missing = ""
        self.stopped = ""
        self.fault: Exception | None = None

    def status(self, *, counting: bool = True) -> tuple[ProjectionStatus, ...]:
        if self.fault:
            raise self.fault
        tables = (projection.table for projection in EVERY_PROJECTION)
        return tuple(self._of(table) for table in tables if table.name != self.missing)

    def _of(self, table: Table[Any]) -> ProjectionStatus:
        return ProjectionStatus(
            name=table.name,
            version=table.version,
            build=1,
            live=True,
            state=ProjectionState.LIVE,
            position=0,
            lag=0,
            behind_since=None,
            error=STOP if table.name == self.stopped else None,
            rows=0,
        )

    def rebuild(self, name: str, progress: Progress) -> None:
        """Nobody asks."""


def test_a_process_that_cannot_work_says_why(empty: Settings) -> None:
    standing = Standing()
    with served(empty, {ProjectionControl: standing}) as api:

        def reasons() -> list[str]:
            assert api.http.get("/health/live").is_success
            answer = api.http.get("/health/ready")
            assert answer.status_code == 503
            told: list[str] = answer.json()["reasons"]
            return told

        standing.missing, standing.stopped = "orders", "accounts"
        assert reasons() == [
            "The read model accounts stopped: event 7 cannot be folded",
            "The read model orders is not live in version 2.",
        ]
        standing.fault = ConnectionError("password=secret")
        assert reasons() == ["The database does not answer: ConnectionError."]
        standing.fault = DatabaseAway("connection to server at 10.0.0.7 failed")
        assert reasons() == ["The database does not answer."]
