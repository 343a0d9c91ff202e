"""Due work is handed in by a tick, and run by its kind (B13)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import pytest

from application.ports.jobs import Job
from application.processes.scheduled import Schedule, ScheduledWork
from tests.support.fakes_runtime import FakeClock
from tests.support.scenario import NOON


class HandedIn(list[Job]):
    def hand_in(self, job: Job) -> None:
        self.append(job)


class Ledger:
    """Counts how often the read models were brought up to date."""

    caught_up = 0

    def catch_up(self) -> None:
        self.caught_up += 1


class MonthlySync:
    kind = "monthly-sync"

    def __init__(self) -> None:
        self.done: list[str] = []

    def due(self, at: datetime) -> Iterable[Job]:
        period = f"{at:%Y-%m}"
        if period not in self.done:
            yield Job(self.kind, UUID(int=1), period)

    def run(self, job: Job) -> None:
        self.done.append(job.period)


class Broken:
    kind = "broken"

    def due(self, at: datetime) -> Iterable[Job]:
        raise RuntimeError(f"Not at {at}")

    def run(self, job: Job) -> None: ...


@pytest.fixture
def handed_in() -> HandedIn:
    return HandedIn()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def scheduled(handed_in: HandedIn, clock: FakeClock, *work: ScheduledWork) -> Schedule:
    return Schedule(work, jobs=handed_in, clock=clock, projector=Ledger())


def test_a_tick_hands_in_what_is_due_until_it_is_done(
    handed_in: HandedIn, clock: FakeClock
) -> None:
    schedule = scheduled(handed_in, clock, MonthlySync())
    schedule.tick()
    schedule.tick()
    this_month = Job("monthly-sync", UUID(int=1), f"{NOON:%Y-%m}")
    assert handed_in == [this_month, this_month]

    schedule.run(this_month)
    schedule.tick()
    assert len(handed_in) == 2

    clock.pass_by(days=31)
    schedule.tick()
    assert handed_in[-1].period == f"{clock.now():%Y-%m}" != this_month.period


def test_a_tick_looks_at_the_ledger_as_it_is_now(handed_in: HandedIn, clock: FakeClock) -> None:
    ledger = Ledger()
    Schedule([], jobs=handed_in, clock=clock, projector=ledger).tick()
    assert ledger.caught_up == 1


def test_work_that_cannot_tell_what_is_due_stops_no_other(
    handed_in: HandedIn, clock: FakeClock
) -> None:
    schedule = scheduled(handed_in, clock, Broken(), MonthlySync())
    with pytest.raises(ExceptionGroup) as told:
        schedule.tick()
    assert [type(each) for each in told.value.exceptions] == [RuntimeError]
    assert [each.kind for each in handed_in] == ["monthly-sync"]


def test_a_job_of_an_unknown_kind_is_refused(handed_in: HandedIn, clock: FakeClock) -> None:
    with pytest.raises(LookupError, match="no jobs of the kind monthly-sync"):
        scheduled(handed_in, clock).run(Job("monthly-sync", UUID(int=1), "2026-12"))
