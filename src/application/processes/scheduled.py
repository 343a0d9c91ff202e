"""From the calendar to the command: what is due by the ledger is handed in, and run (B13)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from application.bus import Projector
from application.ports.clock import Clock
from application.ports.database_away import DatabaseAway
from application.ports.jobs import Job, Jobs


class ScheduledWork(Protocol):
    """Work of one kind that comes back, such as the monthly sync of every instance."""

    kind: str

    def due(self, at: datetime) -> Iterable[Job]:
        """Jobs that the ledger says are due, and not done, at that time."""
        ...

    def run(self, job: Job) -> None:
        """Do it, unless the ledger says that it is done: a job may come twice."""
        ...


class Schedule:
    """All scheduled work, as a runner of jobs wants it."""

    def __init__(
        self, work: Iterable[ScheduledWork], *, jobs: Jobs, clock: Clock, projector: Projector
    ) -> None:
        self._work = {each.kind: each for each in work}
        self._jobs = jobs
        self._clock = clock
        self._projector = projector

    def tick(self) -> None:
        """Hand in what is due now.

        Raises:
            DatabaseAway: nobody could tell.
            ExceptionGroup: some kinds of work could not tell; the others were handed in.
        """
        self._projector.catch_up()
        at = self._clock.now()
        troubles = [trouble for each in self._work.values() if (trouble := self._ask(each, at))]
        if troubles:
            raise ExceptionGroup("What is due could not be told by all.", troubles)

    def run(self, job: Job) -> None:
        """
        Raises:
            LookupError: a job of a kind that this Perpetua does not know.
        """
        if job.kind not in self._work:
            raise LookupError(f"This Perpetua knows no jobs of the kind {job.kind}.")
        self._work[job.kind].run(job)

    def _ask(self, work: ScheduledWork, at: datetime) -> Exception | None:
        try:
            for job in work.due(at):
                self._jobs.hand_in(job)
        except DatabaseAway:
            raise
        except Exception as trouble:
            return trouble
        return None
