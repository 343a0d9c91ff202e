"""Scheduled work runs beside the worker, in process or on PostgreSQL (B13)."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from application.ports.jobs import Job, Jobs
from application.processes.scheduled import Schedule
from entrypoints.bootstrap import App, bootstrap, upgrade_schema
from entrypoints.settings import Settings
from entrypoints.worker.threads import scheduling
from infrastructure.jobs.in_process import InProcessJobs
from infrastructure.jobs.postgres import PostgresJobs


class Renewal:
    """Due until it was done."""

    kind = "renewal"

    def __init__(self) -> None:
        self.done = threading.Event()

    def due(self, at: datetime) -> Iterable[Job]:
        if not self.done.is_set():
            yield Job(self.kind, UUID(int=1), f"{at:%Y-%m}")

    def run(self, job: Job) -> None:
        self.done.set()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[App]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    settings = Settings(data_dir=tmp_path, database_url=url)
    upgrade_schema(settings)
    with bootstrap(settings) as app:
        yield app


def test_what_is_due_is_done_and_the_runner_ends_with_the_block(app: App) -> None:
    renewal = Renewal()
    runner = app.job_runner
    assert isinstance(runner, InProcessJobs | PostgresJobs)
    jobs: Jobs = runner
    schedule = Schedule([renewal], jobs=jobs, clock=app.clock, projector=app.projector)
    with scheduling(replace(app, schedule=schedule)):
        assert renewal.done.wait(10)
    assert "jobs" not in [thread.name for thread in threading.enumerate()]


def test_a_fresh_application_has_a_schedule_that_can_be_asked(app: App) -> None:
    app.schedule.tick()
