"""The worker's loop: side by side, patient with the database, and it ends what it began."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

import pytest

from application.processes.asset_work import Done, Task
from entrypoints.bootstrap import App
from entrypoints.worker.worker import Worker
from infrastructure.runtime.clock import SystemClock

SLOW, FIRST, SECOND = UUID(int=1), UUID(int=2), UUID(int=3)


@dataclass
class Assets:
    """In the place of an application: work that the test lets end, and a database."""

    waiting: list[UUID] = field(default_factory=list)
    looks: int = 1
    clock: SystemClock = field(default_factory=SystemClock)
    done: list[UUID] = field(default_factory=list)
    renewals: int = 0
    renew_every: float = 0.0
    outages: int = 0
    has_begun: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)
    is_quiet: threading.Event = field(default_factory=threading.Event)

    @property
    def projector(self) -> Assets:
        return self

    @property
    def asset_work(self) -> Assets:
        return self

    def catch_up(self) -> None:
        if self.outages:
            self.outages -= 1
            raise ConnectionError("connection refused\nwith many more lines")

    def due(self) -> tuple[Task, ...]:
        left = [asset for asset in self.waiting if self.done.count(asset) < self.looks]
        if not left:
            self.is_quiet.set()
        return tuple(Task(asset, None, None) for asset in left)

    def run(self, task: Task) -> Done:
        if task.asset == SLOW:
            self.has_begun.set()
            assert self.may_end.wait(20)
        self.done.append(task.asset)
        return Done(task.asset, "synchronized", None)

    def renew(self) -> None:
        self.renewals += 1


@contextmanager
def working(assets: Assets, *, at_once: int = 2) -> Iterator[threading.Event]:
    stop = threading.Event()
    worker = Worker(cast("App", assets), every=0.01, at_once=at_once)
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        assets.may_end.set()
        thread.join(20)
        assert not thread.is_alive()


def test_one_slow_asset_does_not_keep_the_others_waiting() -> None:
    assets = Assets([SLOW, FIRST, SECOND])
    with working(assets):
        assert assets.has_begun.wait(20)
        while set(assets.done) != {FIRST, SECOND}:
            assert not assets.is_quiet.wait(0.01)
        assets.may_end.set()
        assert assets.is_quiet.wait(20)
    assert assets.done == [FIRST, SECOND, SLOW]


def test_an_asset_that_needs_several_looks_gets_them_even_when_it_is_alone() -> None:
    assets = Assets([FIRST], looks=5)
    with working(assets):
        assert assets.is_quiet.wait(20)
    assert assets.done == [FIRST] * 5


def test_all_threads_busy_the_leases_are_still_renewed() -> None:
    assets = Assets([SLOW, FIRST])
    with working(assets, at_once=1):
        assert assets.has_begun.wait(20)
        seen = assets.renewals
        while assets.renewals < seen + 3:
            assert not assets.is_quiet.wait(0.01)


def test_a_worker_that_is_stopped_ends_what_it_began_and_begins_nothing_more() -> None:
    assets = Assets([SLOW, FIRST])
    with working(assets, at_once=1) as stop:
        assert assets.has_begun.wait(20)
        stop.set()
        assets.may_end.set()
    assert assets.done == [SLOW]


def test_a_database_that_is_away_is_told_in_one_line_and_waited_for(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, logger="perpetua")
    assets = Assets([FIRST], outages=4)
    with working(assets):
        assert assets.is_quiet.wait(20)
    said = [record.getMessage() for record in caplog.records]
    assert said[0] == "The worker waits: ConnectionError: connection refused"
    assert sorted(said[1:]) == [f"Asset {FIRST} is synchronized.", "The worker goes on."]
    assert not any(record.exc_info for record in caplog.records)
