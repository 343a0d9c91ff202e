"""A run that would discontinue over a fifth of the products needs somebody to allow it (D23)."""

from dataclasses import replace

import pytest

from core.catalogue.errors import MassDiscontinuation
from core.catalogue.sync_run import RunOutcome, SyncRun
from tests.support.builders import INSTANCE, RUN
from tests.support.scenario import NOON


def outcome(discontinued: int, *, unchanged: int = 0, updated: int = 0, new: int = 0) -> RunOutcome:
    return RunOutcome(
        digest="d1",
        new=new,
        updated=updated,
        unchanged=unchanged,
        discontinued=discontinued,
        quarantine=(),
        failed=(),
        rate_ids=(),
        sheets=(),
    )


def applied(told: RunOutcome) -> SyncRun:
    return SyncRun.applied(RUN, told, instance=INSTANCE, at=NOON)


@pytest.mark.parametrize(
    "told",
    [
        outcome(20, unchanged=80),
        outcome(20, unchanged=30, updated=50),
        outcome(1, unchanged=4),
        outcome(0),
        outcome(0, new=7),
    ],
    ids=["exactly a fifth", "a fifth, some changed", "one of five", "nothing", "the first run"],
)
def test_d23_up_to_a_fifth_may_go(told: RunOutcome) -> None:
    assert not told.discontinues_too_many
    assert applied(told).outcome == told


@pytest.mark.parametrize(
    "told",
    [
        outcome(21, unchanged=79),
        outcome(201, unchanged=799),
        outcome(1),
        outcome(1, unchanged=3),
        outcome(1, unchanged=3, new=96),
    ],
    ids=["21 of 100", "201 of 1000", "all", "one of four", "new ones do not help"],
)
def test_d23_more_needs_an_override_that_the_run_remembers(told: RunOutcome) -> None:
    with pytest.raises(MassDiscontinuation, match=f"discontinue {told.discontinued} of") as refused:
        applied(told)
    assert "--allow-mass-discontinuation" in refused.value.advice
    allowed = applied(replace(told, overridden=True))
    assert allowed.outcome.overridden
