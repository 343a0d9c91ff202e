"""Work that keeps a record, and runners of it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol
from uuid import UUID

from application.ports.jobs import Job, JobRunner, Jobs
from infrastructure.jobs.rhythm import Rhythm

BRISK = Rhythm(tick=1, pauses=(1, 1), last_moments=1, silence=2)


class Adapter(Jobs, JobRunner, Protocol):
    """What bootstrap expects of an adapter."""


def job(period: str = "2026-12", subject: int = 1) -> Job:
    return Job("monthly-sync", UUID(int=subject), period)


class Diary:
    """Notes every run and tick; `doing` may be a job's own doing."""

    def __init__(self, doing: Callable[[Job], None] | None = None) -> None:
        self.ran: list[Job] = []
        self.ticks = 0
        self._doing = doing

    def tick(self) -> None:
        self.ticks += 1

    def run(self, job: Job) -> None:
        self.ran.append(job)
        if self._doing:
            self._doing(job)


@contextmanager
def running(runner: JobRunner, work: Diary) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=runner.run, args=(work, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


def eventually(condition: Callable[[], bool], seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()
