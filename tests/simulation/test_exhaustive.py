"""The process dies at every single point of every journey, once and twice (B1, D4–D8, D31)."""

from __future__ import annotations

import pytest

from tests.simulation.exhaustive import once_dead, twice_dead
from tests.simulation.ground import Ground
from tests.simulation.journeys import JOURNEYS, Journey

_PARTS = 4
_named = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda each: each.name)


@_named
def test_a_death_at_any_call_or_commit_changes_nothing_in_the_end(
    journey: Journey, stand: Ground
) -> None:
    """B1 S6."""
    for outcome in once_dead(stand, journey):
        assert outcome.violations == [], outcome.name


@_named
@pytest.mark.parametrize("part", range(_PARTS))
def test_nor_do_two_deaths(journey: Journey, part: int, stand: Ground) -> None:
    """B1."""
    for outcome in twice_dead(stand, journey, part=part, parts=_PARTS):
        assert outcome.violations == [], outcome.name


def test_a_journey_is_killed_at_calls_commits_and_read_models(stand: Ground) -> None:
    """The harness itself: a first purchase has many instants to die at, and dies at each."""
    [first] = [each for each in JOURNEYS if each.name == "first-purchase"]
    outcomes = [*once_dead(stand, first)]
    assert len(outcomes) > 30
    assert [each.crashes for each in outcomes] == [0] + [1] * (len(outcomes) - 1)
    assert {each.purchases for each in outcomes} == {1}
