"""What both adapters promise (B13)."""

import logging
import threading
import time
from uuid import UUID

import pytest

from application.ports.jobs import Job
from tests.infrastructure.jobs.samples import Adapter, Diary, eventually, job, running


def test_a_job_handed_in_twice_runs_once(jobs: Adapter) -> None:
    jobs.hand_in(job())
    jobs.hand_in(job())
    work = Diary()
    with running(jobs, work):
        jobs.hand_in(last := job("2027-01"))
        assert eventually(lambda: last in work.ran)
        time.sleep(0.5)
    assert work.ran == [job(), last]


def test_a_running_job_is_not_handed_in_again(jobs: Adapter) -> None:
    go_on = threading.Event()
    work = Diary(lambda _: wait_for(go_on))
    jobs.hand_in(job())
    with running(jobs, work):
        assert eventually(lambda: work.ran == [job()])
        jobs.hand_in(job())
        go_on.set()
        jobs.hand_in(last := job("2027-01"))
        assert eventually(lambda: last in work.ran)
    assert work.ran == [job(), last]


def test_a_finished_job_may_come_again(jobs: Adapter) -> None:
    jobs.hand_in(job())
    with running(jobs, work := Diary()):
        assert eventually(lambda: work.ran == [job()])
        assert eventually(lambda: again(jobs, work) > 1)


def test_jobs_differ_by_kind_subject_and_period(jobs: Adapter) -> None:
    four = [job(), job("2027-01"), job(subject=2), Job("other", UUID(int=1), "2026-12")]
    for each in four:
        jobs.hand_in(each)
    work = Diary()
    with running(jobs, work):
        assert eventually(lambda: len(work.ran) == 4)
    assert set(work.ran) == set(four)


def test_a_failing_job_is_tried_again_and_stops_no_other(
    jobs: Adapter, caplog: pytest.LogCaptureFixture
) -> None:
    failing, other = job("failing"), job()
    jobs.hand_in(failing)
    jobs.hand_in(other)

    def fail_twice(each: Job) -> None:
        if each == failing and work.ran.count(failing) < 3:
            raise RuntimeError("Microsoft does not answer")

    work = Diary(fail_twice)
    with running(jobs, work):
        assert eventually(lambda: work.ran.count(failing) == 3)
    assert work.ran.index(other) < 3
    assert levels(caplog) == [logging.WARNING, logging.WARNING]
    assert "tried again in 1 s: Microsoft does not answer" in caplog.text


def test_a_job_that_keeps_failing_is_given_up_and_may_be_handed_in_again(
    jobs: Adapter, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Job) -> None:
        raise RuntimeError("Microsoft does not answer")

    work = Diary(fail)
    jobs.hand_in(job())
    with running(jobs, work):
        assert eventually(lambda: logging.ERROR in levels(caplog))
        assert len(work.ran) == 3
        assert eventually(lambda: again(jobs, work) > 3)
    assert "failed 3 times and is given up" in caplog.text
    assert levels(caplog)[:3] == [logging.WARNING, logging.WARNING, logging.ERROR]


def test_ticks_come_regularly_even_after_a_failing_one(
    jobs: Adapter, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(Diary):
        def tick(self) -> None:
            super().tick()
            raise RuntimeError("The ledger is away")

    with running(jobs, work := Failing()):
        assert eventually(lambda: work.ticks >= 2)
    assert "What is due could not be told" in caplog.text


def test_a_runner_ends_within_seconds_though_a_job_does_not(jobs: Adapter) -> None:
    released = threading.Event()
    work = Diary(lambda _: wait_for(released))
    jobs.hand_in(job())
    with running(jobs, work):
        assert eventually(lambda: work.ran == [job()])
        began = time.monotonic()
    assert time.monotonic() - began < 5
    released.set()


def test_an_idle_runner_ends_at_once_and_tells_nothing(
    jobs: Adapter, caplog: pytest.LogCaptureFixture
) -> None:
    with running(jobs, work := Diary()):
        assert eventually(lambda: work.ticks >= 1)
        began = time.monotonic()
    assert time.monotonic() - began < 2
    assert caplog.messages == []


def again(jobs: Adapter, work: Diary) -> int:
    """Hand in the job once more; how often any ran so far."""
    jobs.hand_in(job())
    return len(work.ran)


def wait_for(event: threading.Event) -> None:
    event.wait(30)


def levels(caplog: pytest.LogCaptureFixture) -> list[int]:
    return [record.levelno for record in caplog.records]
