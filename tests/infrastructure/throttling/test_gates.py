"""Never more calls in a minute than allowed, whoever calls and however (contract 2.6)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from infrastructure.throttling.gates import Allowance, SqlVendorGates
from tests.infrastructure.databases import fresh_database
from tests.support.fakes_runtime import FakeClock

TENANT, OTHER = "tenant-1", "tenant-2"
CALLS = 480


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["sqlite", "postgresql"])
def gates(
    request: pytest.FixtureRequest, clock: FakeClock, tmp_path: Path
) -> Iterator[SqlVendorGates]:
    with fresh_database(request.param, request, tmp_path) as database:
        yield SqlVendorGates(database, clock, Allowance(CALLS))


def turns(*seconds: float) -> Any:
    """Places that are entered, after so many seconds each."""
    return [(True, pytest.approx(each, abs=1e-4)) for each in seconds]


def test_a_burst_goes_through_at_once_and_then_calls_wait_for_their_turn(
    gates: SqlVendorGates,
) -> None:
    burst = [gates.enter(TENANT, patience=5) for _ in range(CALLS // 8)]
    assert burst == [(True, 0.0)] * (CALLS // 8)
    waits = [gates.enter(TENANT, patience=5) for _ in range(3)]
    assert waits == turns(1 / 7, 2 / 7, 3 / 7)
    assert gates.enter(OTHER, patience=5) == (True, 0.0)


def test_whose_turn_is_too_far_away_takes_no_place(gates: SqlVendorGates) -> None:
    while gates.enter(TENANT, patience=1)[0]:
        pass
    first = gates.enter(TENANT, patience=1)
    assert first == gates.enter(TENANT, patience=1)
    assert not first[0]
    assert first[1] == pytest.approx(8 / 7, abs=1e-4)


def test_no_minute_sees_more_calls_than_allowed(gates: SqlVendorGates, clock: FakeClock) -> None:
    begun, sent = clock.now(), []
    while (clock.now() - begun).total_seconds() < 130:
        entered, seconds = gates.enter(TENANT, patience=5)
        clock.wait(seconds)
        if entered:
            sent.append((clock.now() - begun).total_seconds())
    busiest = max(sum(at <= each < at + 60 for each in sent) for at in sent)
    assert busiest == CALLS
    assert len(sent) > 2 * CALLS * 7 / 8


def test_a_closed_gate_opens_for_one_after_the_other(
    gates: SqlVendorGates, clock: FakeClock
) -> None:
    gates.close(TENANT, seconds=57)
    gates.close(TENANT, seconds=3)
    is_open, seconds = gates.enter(TENANT, patience=5)
    assert not is_open
    assert seconds == pytest.approx(57 + 1 / 7, abs=1e-4)
    clock.pass_by(seconds=56)
    entered = [gates.enter(TENANT, patience=5) for _ in range(3)]
    assert entered == turns(1 + 1 / 7, 1 + 2 / 7, 1 + 3 / 7)
    assert gates.enter(OTHER, patience=5) == (True, 0.0)


def test_many_at_once_get_a_place_each(gates: SqlVendorGates) -> None:
    with ThreadPoolExecutor(8) as threads:
        entered = list(threads.map(lambda _: gates.enter(TENANT, patience=60), range(100)))
    waits = sorted(seconds for _, seconds in entered if seconds)
    assert waits == pytest.approx([turn / 7 for turn in range(1, 41)], abs=1e-4)


def test_even_the_smallest_allowance_lets_one_call_through_at_once() -> None:
    smallest = Allowance(8)
    assert smallest.burst == smallest.interval
