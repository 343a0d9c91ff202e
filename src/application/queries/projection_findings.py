"""What an operator should look at in the read models (B7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from application.ports.clock import Clock
from application.ports.projections import ProjectionControl, ProjectionState, ProjectionStatus
from application.queries.finding import ERROR, NOTICE, Finding

_LATE = timedelta(minutes=5)
"""Whoever asks brings read models up to date first: what is behind then does not move."""


class ProjectionFindings:
    """Read models that stopped, stand behind, or stood on a ledger that a restore took away."""

    def __init__(self, control: ProjectionControl, clock: Clock) -> None:
        self._control = control
        self._clock = clock

    def all(self) -> Iterator[Finding]:
        for status in self._control.status(counting=False):
            subject = f"read model {status.name}"
            if status.state is ProjectionState.AHEAD:
                yield _ahead(status, subject)
            elif status.live and status.error:
                advice = f"Mend the fold, then: perpetua projection retry {status.name}"
                yield Finding(ERROR, subject, status.error.message, advice)
            elif status.live and self._is_late(status):
                yield _behind(status, subject)

    def _is_late(self, status: ProjectionStatus) -> bool:
        since = status.behind_since
        return since is not None and self._clock.now() - since > _LATE


def _behind(status: ProjectionStatus, subject: str) -> Finding:
    return Finding(
        ERROR,
        subject,
        f"Version {status.version} is live and has not read {status.lag} events; "
        "this program does not move it.",
        "Run the release that made it, or let this one's be live: "
        f"perpetua projection rebuild {status.name} --switch",
    )


def _ahead(status: ProjectionStatus, subject: str) -> Finding:
    if status.live:
        return Finding(
            ERROR,
            subject,
            f"It was made from events up to position {status.position} that the ledger does not "
            "hold any more, and this program cannot make it anew.",
            f"Run the release that made it, or: perpetua projection rebuild {status.name} --switch",
        )
    return Finding(
        NOTICE,
        subject,
        "The ledger was restored: a table made from events that it does not hold any more, "
        f"up to position {status.position}, was set aside; nobody reads it.",
        "The ledger counts; compare what was lost with Microsoft: perpetua reconcile run. "
        f"Then drop it: perpetua projection drop {status.name}",
    )
