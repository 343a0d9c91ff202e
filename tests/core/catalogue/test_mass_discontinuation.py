"""A run that would discontinue over a fifth of the products needs somebody to allow it (D23)."""

import pytest

from core.catalogue.errors import MassDiscontinuation
from core.catalogue.sync_run import RunOutcome, SyncRun
from tests.support.builders import INSTANCE, RUN
from tests.support.scenario import NOON


def outcome(discontinued: int, *, overridden: bool = False) -> RunOutcome:
    return RunOutcome(
        digest="d1",
        new=96,
        updated=0,
        unchanged=0,
        discontinued=discontinued,
        quarantine=(),
        failed=(),
        rate_ids=(),
        sheets=(),
        overridden=overridden,
    )


def applied(told: RunOutcome, on_sale: int) -> SyncRun:
    return SyncRun.applied(RUN, told, instance=INSTANCE, on_sale=on_sale, at=NOON)


@pytest.mark.parametrize(("discontinued", "on_sale"), [(20, 100), (1, 5), (0, 7), (0, 0)])
def test_d23_up_to_a_fifth_may_go(discontinued: int, on_sale: int) -> None:
    told = outcome(discontinued)
    assert not told.discontinues_too_many(on_sale)
    assert applied(told, on_sale).outcome == told


@pytest.mark.parametrize(("discontinued", "on_sale"), [(21, 100), (201, 1000), (1, 1), (1, 4)])
def test_d23_more_needs_an_override_that_the_run_remembers(discontinued: int, on_sale: int) -> None:
    """New and returned products do not count: only what was on sale before."""
    told = outcome(discontinued)
    assert told.discontinues_too_many(on_sale)
    with pytest.raises(MassDiscontinuation, match=f"{discontinued} of {on_sale}") as refused:
        applied(told, on_sale)
    assert "--allow-mass-discontinuation" in refused.value.advice
    assert applied(outcome(discontinued, overridden=True), on_sale).outcome.overridden
