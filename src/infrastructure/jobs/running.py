"""Procrastinate's worker in a thread: jobs, ticks, and the jobs of dead processes."""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import suppress
from functools import partial
from uuid import UUID

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as EngineJob
from procrastinate.jobs import Status
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from application.ports.database_away import DatabaseAway
from application.ports.jobs import Job, Work
from application.processes.outage import Outage
from infrastructure.database.database import Database, psycopg_options
from infrastructure.jobs.beside import beside
from infrastructure.jobs.handing_in import JOB
from infrastructure.jobs.rhythm import Rhythm

_log = logging.getLogger("perpetua.jobs")
_TICK = "perpetua.tick"
_AT_ONCE = 4
"""Jobs that a process runs side by side: a long one never holds up the ticks."""
_LOOK = 0.2
_REST = 5.0
"""Seconds to wait for the database, and before a runner that lost it begins anew."""


class _Again(Exception):
    """The job failed, and is tried again after a pause in seconds."""

    def __init__(self, pause: int) -> None:
        super().__init__(pause)
        self.pause = pause


class _Retries(BaseRetryStrategy):
    def get_retry_decision(
        self, *, exception: BaseException, job: EngineJob
    ) -> RetryDecision | None:
        if isinstance(exception, _Again):
            return RetryDecision(retry_in={"seconds": exception.pause})
        return RetryDecision()  # this process ends: at once, in another one


class Running:
    """One process's share of the work."""

    def __init__(self, database: Database, work: Work, rhythm: Rhythm) -> None:
        self._database = database
        self._work = work
        self._rhythm = rhythm
        self._outage = Outage("Scheduled work")

    def run(self, stop: threading.Event) -> None:
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)  # we tell it, and once
        while not stop.is_set():
            try:
                asyncio.run(self._run(stop))
            except Exception as trouble:
                self._outage.begins(trouble.__cause__ or trouble)
            stop.wait(_REST)

    async def _run(self, stop: threading.Event) -> None:
        working = asyncio.create_task(self._worker())
        while not stop.is_set() and not working.done():
            await asyncio.wait({working}, timeout=_LOOK)
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working

    async def _worker(self) -> None:
        app = self._app()
        async with app.open_async():
            self._outage.ends()
            await app.run_worker_async(
                concurrency=_AT_ONCE,
                fetch_job_polling_interval=1.0,
                shutdown_graceful_timeout=self._rhythm.last_moments,
                delete_jobs="always",  # what came of them stands in the ledger
                install_signal_handlers=False,
                update_heartbeat_interval=self._rhythm.silence / 3,
                stalled_worker_timeout=self._rhythm.silence,
            )

    def _app(self) -> App:
        options = psycopg_options(self._database.url)
        connector = PsycopgConnector(kwargs=options, min_size=1, max_size=_AT_ONCE, timeout=_REST)
        app = App(connector=connector)
        app.task(name=JOB, retry=_Retries(), pass_context=True)(self._job)
        tick = app.task(name=_TICK, queueing_lock=_TICK, pass_context=True)(self._tick)
        seconds = ",".join(str(second) for second in range(0, 60, self._rhythm.tick))
        app.periodic(cron=f"* * * * * {seconds}")(tick)
        return app

    async def _job(self, context: JobContext, *, kind: str, subject: str, period: str) -> None:
        job = Job(kind, UUID(subject), period)
        try:
            await asyncio.wrap_future(beside(partial(self._work.run, job)))
        except Exception as error:
            pause = self._rhythm.pause_after(job, context.job.attempts + 1, error)
            if pause is not None:
                raise _Again(pause) from error

    async def _tick(self, context: JobContext, timestamp: int) -> None:
        try:
            await self._take_over(context.app)
            await asyncio.wrap_future(beside(self._work.tick))
        except (DatabaseAway, ConnectorException) as away:
            said = str(away.__cause__ or away).partition("\n")[0]
            _log.warning("What is due could not be told; it is asked again: %s", said)
        except Exception:
            _log.exception("What is due could not be told; it is asked again.")

    async def _take_over(self, app: App) -> None:
        """Jobs of silent processes wait again; of their ticks this is the next one already."""
        jobs = app.job_manager
        for each in await jobs.get_stalled_jobs(seconds_since_heartbeat=self._rhythm.silence):
            if each.task_name == JOB:
                await jobs.retry_job(each)
            else:
                await jobs.finish_job(each, Status.FAILED, delete_job=True)
