"""Jobs of an embedded Perpetua: they live and die with the one process that serves."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import wait
from dataclasses import dataclass
from functools import partial
from time import monotonic

from application.ports.jobs import Job, Work
from infrastructure.jobs.beside import beside
from infrastructure.jobs.rhythm import Rhythm

_log = logging.getLogger("perpetua.jobs")
_LOOK = 0.2
"""Seconds between two looks at the queue."""


@dataclass(frozen=True)
class _Turn:
    """When a job is run next, by the monotonic clock, and how often it failed."""

    at: float
    failures: int


class InProcessJobs:
    """A queue and its runner, one job at a time; what dies with the process, a tick finds again."""

    def __init__(self, rhythm: Rhythm | None = None) -> None:
        self._rhythm = rhythm or Rhythm()
        self._unfinished: dict[Job, _Turn] = {}
        self._lock = threading.Lock()

    def hand_in(self, job: Job) -> None:
        with self._lock:
            self._unfinished.setdefault(job, _Turn(at=monotonic(), failures=0))

    def run(self, work: Work, stop: threading.Event) -> None:
        next_tick = monotonic()
        while not stop.is_set():
            if monotonic() >= next_tick:
                next_tick = monotonic() + self._rhythm.tick
                self._tick(work, stop)
            for job in self._due():
                self._try(job, work, stop)
            stop.wait(_LOOK)

    def _due(self) -> list[Job]:
        with self._lock:
            return [job for job, turn in self._unfinished.items() if turn.at <= monotonic()]

    def _tick(self, work: Work, stop: threading.Event) -> None:
        try:
            self._ended(work.tick, stop)
        except Exception:
            _log.exception("What is due could not be told; it is asked again.")

    def _try(self, job: Job, work: Work, stop: threading.Event) -> None:
        if stop.is_set():
            return
        try:
            ended = self._ended(partial(work.run, job), stop)
        except Exception as error:
            self._failed(job, error)
        else:
            if ended:
                self._forget(job)

    def _ended(self, work: Callable[[], None], stop: threading.Event) -> bool:
        """Whether it ended before the process does; its error is raised."""
        outcome = beside(work)
        while not stop.is_set() and not outcome.done():
            wait([outcome], timeout=_LOOK)
        wait([outcome], timeout=self._rhythm.last_moments)
        return outcome.done() and outcome.result() is None

    def _failed(self, job: Job, error: Exception) -> None:
        failures = self._unfinished[job].failures + 1
        pause = self._rhythm.pause_after(job, failures, error)
        if pause is None:
            self._forget(job)
            return
        with self._lock:
            self._unfinished[job] = _Turn(at=monotonic() + pause, failures=failures)

    def _forget(self, job: Job) -> None:
        with self._lock:
            del self._unfinished[job]
