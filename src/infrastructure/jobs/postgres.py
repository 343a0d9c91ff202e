"""Jobs on PostgreSQL: in the database beside the ledger, run by any of the processes."""

from __future__ import annotations

import threading

from application.ports.jobs import Job, Work
from infrastructure.database.database import Database
from infrastructure.jobs.rhythm import Rhythm


class PostgresJobs:
    """Procrastinate's queue; it is imported by those who use it only, since that takes a while."""

    def __init__(self, database: Database, rhythm: Rhythm | None = None) -> None:
        self._database = database
        self._rhythm = rhythm or Rhythm()

    def hand_in(self, job: Job) -> None:
        from infrastructure.jobs.handing_in import hand_in

        hand_in(self._database, job)

    def run(self, work: Work, stop: threading.Event) -> None:
        from infrastructure.jobs.running import Running

        Running(self._database, work, self._rhythm).run(stop)
