"""One run per instance at a time, and the scheduled one once a month (S41, S80, D22, B13)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from core.ids import RunId
from core.instances.errors import NoActiveCurrency, SyncLost, SyncNotDue, SyncRunning
from core.instances.events import (
    ActiveCurrenciesChosen,
    InstanceRegistered,
    SyncEnded,
    SyncLeaseRenewed,
    SyncStarted,
)
from core.instances.instance import Instance
from core.instances.sync_lease import SyncLease, SyncRecord
from core.kernel.event import Event
from tests.support.builders import EUR, INSTANCE, RUN, an_instance
from tests.support.scenario import Scenario, fact, minutes, scenario

OTHER = RunId(UUID(int=2))
REGISTERED = an_instance().pending[0]
assert isinstance(REGISTERED, InstanceRegistered)
CHOSEN = fact(ActiveCurrenciesChosen, currencies=("EUR",), default="EUR")
UNTIL = minutes(2)


def started(run: RunId = RUN, *, until: datetime = UNTIL, period: str | None = None) -> SyncStarted:
    return fact(SyncStarted, run_id=run, lease_until=until, period=period)


def ended(
    run: RunId = RUN, outcome: str = "applied", code: str = "", message: str = ""
) -> SyncEnded:
    return fact(SyncEnded, run_id=run, outcome=outcome, code=code, message=message)


def instance(*history: Event) -> Scenario[Instance]:
    return scenario(Instance, INSTANCE).given(REGISTERED, CHOSEN, *history)


def starting(
    run: RunId = RUN, *, at: float = 1, until: float = 2, period: str | None = None
) -> Any:
    return lambda it: it.start_sync(run, until=minutes(until), period=period, at=minutes(at))


def test_d22_a_run_holds_its_instance_until_a_time() -> None:
    after = instance().when(starting()).then(started())
    assert after.lease == SyncLease(RUN, UNTIL)


def test_s41_a_run_needs_active_currencies() -> None:
    scenario(Instance, INSTANCE).given(REGISTERED).when(starting()).then_refused(NoActiveCurrency)


@pytest.mark.parametrize("at", [1, 1.99])
def test_d22_a_second_run_is_refused_while_one_holds_the_instance(at: float) -> None:
    refused = instance(started()).when(starting(OTHER, at=at)).then_refused(SyncRunning)
    assert str(RUN) in refused.message
    assert f"{UNTIL:%Y-%m-%d %H:%M:%S}Z" in refused.message


def test_d22_a_run_that_died_is_ended_by_the_next_one() -> None:
    died = ended(outcome="abandoned", code="died", message="Its process ended before it did.")
    begun = started(OTHER, until=minutes(4))
    after = instance(started()).when(starting(OTHER, at=2, until=4)).then(died, begun)
    assert after.lease == SyncLease(OTHER, minutes(4))
    assert after.synced.applied_at is None


def test_d22_a_run_renews_its_lease_and_ends_it() -> None:
    renewed = fact(SyncLeaseRenewed, run_id=RUN, lease_until=minutes(4))
    renew: Any = lambda it: it.renew_sync(RUN, until=minutes(4), at=minutes(1))  # noqa: E731
    after = instance(started()).when(renew).then(renewed)
    assert after.lease == SyncLease(RUN, minutes(4))
    end: Any = lambda it: it.end_sync(RUN, "applied", at=minutes(3))  # noqa: E731
    over = instance(started(), renewed).when(end).then(ended())
    assert over.lease is None
    assert over.synced == SyncRecord(applied_at=minutes(3))


def test_d22_a_late_run_keeps_the_instance_while_nobody_else_takes_it() -> None:
    renewed = fact(SyncLeaseRenewed, run_id=RUN, lease_until=minutes(9))
    instance(started()).when(lambda it: it.renew_sync(RUN, until=minutes(9), at=minutes(7))).then(
        renewed
    )


@pytest.mark.parametrize(
    "history", [(), (started(OTHER),), (started(), ended())], ids=["never", "taken over", "over"]
)
def test_d22_a_run_that_lost_its_instance_can_neither_renew_nor_end(
    history: tuple[Event, ...],
) -> None:
    lost = instance(*history)
    lost.when(lambda it: it.renew_sync(RUN, until=UNTIL, at=minutes(1))).then_refused(SyncLost)
    lost.when(lambda it: it.end_sync(RUN, "applied", at=minutes(1))).then_refused(SyncLost)


def test_d22_a_failed_run_says_why_and_counts_as_none() -> None:
    failed = ended(outcome="failed", code="catalogue_changed", message="It differs.")
    after = (
        instance(started())
        .when(
            lambda it: it.end_sync(
                RUN, "failed", code="catalogue_changed", message="It differs.", at=minutes(1)
            )
        )
        .then(failed)
    )
    assert after.lease is None
    assert after.synced == SyncRecord()


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


APPLIED_IN_MARCH = SyncRecord(applied_at=day("2026-03-05T09:00"))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-31T23:59", None),
        ("2026-04-01T02:59", None),
        ("2026-04-01T03:00", "2026-04"),
        ("2026-04-30T12:00", "2026-04"),
        ("2027-01-01T03:00", "2027-01"),
    ],
)
def test_s80_the_scheduled_run_is_due_from_its_day_on(now: str, due: str | None) -> None:
    assert APPLIED_IN_MARCH.due_period(1, day(now)) == due


@pytest.mark.parametrize("number", [2, 15, 28])
def test_s80_the_day_is_a_setting(number: int) -> None:
    applied = SyncRecord(applied_at=day(f"2026-03-{number:02}T09:00"))
    begins = day(f"2026-04-{number:02}T03:00")
    assert applied.due_period(number, begins) == "2026-04"
    assert applied.due_period(number, begins - timedelta(minutes=1)) is None


def test_s80_the_run_of_a_month_in_which_nothing_ran_is_made_up_for() -> None:
    assert APPLIED_IN_MARCH.due_period(28, day("2026-04-01T00:00")) == "2026-03"
    assert APPLIED_IN_MARCH.due_period(28, day("2027-01-15T00:00")) == "2026-12"


def test_s80_no_day_is_no_scheduled_run() -> None:
    assert APPLIED_IN_MARCH.due_period(None, day("2027-01-01T03:00")) is None


def test_s34_s51_the_first_run_is_never_a_scheduled_one() -> None:
    assert SyncRecord().due_period(1, day("2026-04-01T03:00")) is None


def test_s80_any_run_since_the_day_is_the_months_run() -> None:
    by_hand = SyncRecord(applied_at=day("2026-04-01T03:00"))
    assert by_hand.due_period(1, day("2026-04-20T12:00")) is None
    assert by_hand.due_period(1, day("2026-05-01T03:00")) == "2026-05"


def test_s80_a_scheduled_run_that_failed_rests_for_an_hour() -> None:
    tried = SyncRecord(applied_at=day("2026-03-05T09:00"), scheduled_at=day("2026-04-01T03:00"))
    assert tried.due_period(1, day("2026-04-01T03:59")) is None
    assert tried.due_period(1, day("2026-04-01T04:00")) == "2026-04"


def test_s80_a_scheduled_run_happens_once_a_month() -> None:
    first = started(until=minutes(-50))
    before = instance(first, ended()).aggregate
    assert before.due_period(day("2026-04-01T03:00")) == "2026-04"
    begun: Any = {"until": day("2026-04-01T03:02"), "period": "2026-04"}
    before.start_sync(OTHER, **begun, at=day("2026-04-01T03:00"))
    before.end_sync(OTHER, "applied", at=day("2026-04-01T03:01"))
    for moment in ("2026-04-01T03:30", "2026-04-20T12:00"):
        with pytest.raises(SyncNotDue, match="2026-04"):
            before.start_sync(RUN, **begun, at=day(moment))
    before.start_sync(RUN, until=day("2026-04-21T00:00"), period=None, at=day("2026-04-20T12:00"))


def test_s80_a_period_of_another_month_is_not_due() -> None:
    given = instance(started(until=minutes(-50)), ended())
    given.when(starting(OTHER, period="2026-02")).then_refused(SyncNotDue, "2026-02")


def test_s80_a_scheduled_run_that_died_rests_too() -> None:
    done = instance(started(until=minutes(-50)), ended()).aggregate
    at = day("2026-04-01T03:00")
    done.start_sync(OTHER, until=at + timedelta(minutes=2), period="2026-04", at=at)
    assert done.due_period(at + timedelta(minutes=59)) is None
    assert done.due_period(at + timedelta(minutes=60)) == "2026-04"
    assert done.require_currencies() == (EUR,)
