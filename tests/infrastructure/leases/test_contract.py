"""Leases, the fake and both stores alike: one holder at a time, and a dead one's work is free."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from application.ports.leases import Lease, Leases, Rest
from infrastructure.leases.sql import SqlLeases
from tests.infrastructure.databases import fresh_database
from tests.support.fakes_leases import MemoryLeases
from tests.support.fakes_runtime import FakeClock

ASSET, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def leases(request: pytest.FixtureRequest, clock: FakeClock, tmp_path: Path) -> Iterator[Leases]:
    if request.param == "memory":
        yield MemoryLeases(clock)
        return
    with fresh_database(request.param, request, tmp_path) as database:
        yield SqlLeases(database, clock)


def rest(clock: FakeClock, seconds: float) -> Rest:
    return Rest(clock.now() + timedelta(seconds=seconds), "fault", 3, "It broke.")


def test_one_holder_at_a_time(leases: Leases) -> None:
    assert leases.take(ASSET, "one", 45)
    assert not leases.take(ASSET, "other", 45)
    assert not leases.take(ASSET, "one", 45)
    assert leases.take(OTHER, "other", 45)


def test_what_a_dead_holder_held_is_taken_over_when_it_runs_out(
    leases: Leases, clock: FakeClock
) -> None:
    assert leases.take(ASSET, "dead", 45)
    clock.pass_by(seconds=44.999)
    assert not leases.take(ASSET, "heir", 45)
    clock.pass_by(seconds=0.001)
    assert leases.take(ASSET, "heir", 45)
    assert not leases.renew(ASSET, "dead", 45)
    leases.give_back(ASSET, "dead")
    assert [each.holder for each in leases.all()] == ["heir"]


def test_a_renewed_lease_lasts_from_then_on(leases: Leases, clock: FakeClock) -> None:
    assert leases.take(ASSET, "slow", 45)
    clock.pass_by(seconds=40)
    assert leases.renew(ASSET, "slow", 45)
    clock.pass_by(seconds=44)
    assert not leases.take(ASSET, "other", 45)
    assert not leases.renew(OTHER, "slow", 45)


def test_what_is_given_back_is_free_and_forgotten(leases: Leases) -> None:
    assert leases.take(ASSET, "one", 45)
    leases.give_back(ASSET, "one")
    assert leases.all() == ()
    assert leases.take(ASSET, "other", 45)


def test_what_is_put_aside_keeps_workers_away_but_whoever_takes_it_may(
    leases: Leases, clock: FakeClock
) -> None:
    assert leases.take(ASSET, "one", 45)
    resting = rest(clock, 30)
    leases.put_aside(ASSET, "other", rest(clock, 900))
    leases.put_aside(ASSET, "one", resting)
    [known] = leases.all()
    assert (known.subject, known.holder, known.rest) == (ASSET, None, resting)
    assert known.keeps_away(clock.now())
    assert not known.keeps_away(clock.now() + timedelta(seconds=30))
    assert leases.take(ASSET, "a person", 45)
    assert leases.all()[0].rest == resting
    leases.give_back(ASSET, "a person")
    assert leases.all() == ()


def test_a_rest_is_forgotten_only_when_nobody_holds_the_subject(
    leases: Leases, clock: FakeClock
) -> None:
    assert leases.take(ASSET, "one", 45)
    leases.forget(ASSET)
    assert len(leases.all()) == 1
    leases.put_aside(ASSET, "one", rest(clock, 30))
    leases.forget(ASSET)
    assert leases.all() == ()


def test_times_come_back_in_utc(leases: Leases, clock: FakeClock) -> None:
    assert leases.take(ASSET, "one", 45)
    assert leases.all() == (Lease(ASSET, "one", clock.now() + timedelta(seconds=45), None),)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_of_many_who_take_at_once_one_wins(
    store: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with fresh_database(store, request, tmp_path) as database:
        leases = SqlLeases(database, FakeClock())
        with ThreadPoolExecutor(8) as threads:
            for subject in (UUID(int=number) for number in range(20)):
                taken = threads.map(lambda name, of=subject: leases.take(of, name, 45), "abcdefgh")
                assert sum(taken) == 1
