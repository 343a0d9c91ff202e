"""Several processes on one PostgreSQL (B13)."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from infrastructure.database.database import Database
from infrastructure.jobs.postgres import PostgresJobs
from tests.infrastructure.jobs.samples import BRISK, Diary, eventually, job, running

PROGRAM = [sys.executable, "-W", "error", "-m", "tests.infrastructure.jobs.working_process"]
CUT_OFF = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
ROOT = Path(__file__).parents[3]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes"
    file.touch()
    return file


@pytest.fixture
def jobs(database: Database) -> PostgresJobs:
    return PostgresJobs(database, BRISK)


def test_two_processes_run_each_job_once_and_tick_once_a_period(
    database: Database, jobs: PostgresJobs, notes: Path
) -> None:
    for number in range(20):
        jobs.hand_in(job(subject=number))
    with ExitStack() as processes:
        two = [processes.enter_context(working(database, notes)) for _ in range(2)]
        assert eventually(lambda: len(ran(notes)) >= 20 and len(ticks(notes)) >= 4)
        ended = [process.communicate(timeout=10) for process in two]
    assert sorted(ran(notes)) == sorted(str(job(subject=number)) for number in range(20))
    told = ticks(notes)
    assert len(told) <= told[-1] - told[0] + 2
    assert ended == [("", ""), ("", "")]


def test_the_job_of_a_killed_process_is_taken_over(
    database: Database, jobs: PostgresJobs, notes: Path
) -> None:
    jobs.hand_in(job())
    with working(database, notes, "stuck") as stuck:
        assert eventually(lambda: ran(notes) == [str(job())])
        stuck.kill()
        stuck.wait()
    jobs.hand_in(job())
    with working(database, notes):
        assert eventually(lambda: len(ran(notes)) == 2)
    assert ran(notes) == [str(job())] * 2


def test_a_job_that_outlasts_its_process_is_at_once_another_ones(
    database: Database, jobs: PostgresJobs, notes: Path
) -> None:
    jobs.hand_in(job())
    with working(database, notes, "stuck") as ending:
        assert eventually(lambda: ran(notes) == [str(job())])
        ending.communicate(timeout=10)
        assert ending.returncode == 0
    with working(database, notes):
        assert eventually(lambda: len(ran(notes)) == 2)


def test_a_runner_outlives_its_connections(database: Database, jobs: PostgresJobs) -> None:
    with running(jobs, work := Diary()):
        assert eventually(lambda: work.ticks > 0)
        with database.engine.begin() as connection:
            connection.execute(text(CUT_OFF))
        jobs.hand_in(job())
        assert eventually(lambda: work.ran == [job()])


@contextmanager
def working(database: Database, notes: Path, *how: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [*PROGRAM, database.address, str(notes), *how],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}/src:{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ran(notes: Path) -> list[str]:
    return [line for line in notes.read_text().splitlines() if not line.startswith("tick")]


def ticks(notes: Path) -> list[int]:
    """Their seconds."""
    lines = notes.read_text().splitlines()
    return [int(line.removeprefix("tick ")) for line in lines if line.startswith("tick")]
