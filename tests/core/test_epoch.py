"""A ledger buys where it was vouched for, as long as it has lost nothing (D33, B24)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from core.epoch.epoch import Epoch
from core.epoch.errors import BuyingIsPaused, BuyingNotPaused
from core.epoch.events import BuyingPaused, BuyingResumed, EpochBegan
from core.epoch.values import PauseCause, Sighting
from core.ids import THE_EPOCH
from tests.support.scenario import NOON, Scenario, fact, minutes, scenario

HOME = Sighting(identity="here", epoch=1, complete=True)
ELSEWHERE = replace(HOME, identity="there")
BEHIND = replace(HOME, complete=False)
BEFORE_ITS_EPOCH = replace(HOME, epoch=2)
BEGAN = fact(EpochBegan, epoch=1, identity="here", why="a new ledger")
RECONCILED = (UUID("01953a10-0000-7000-8000-00000000c1ea"),)
BY_HAND = fact(
    BuyingPaused,
    cause=PauseCause.BY_HAND,
    reason="an audit",
    identity_known="here",
    identity_seen="here",
)


def epoch(*history: BuyingPaused | BuyingResumed) -> Scenario[Epoch]:
    return scenario(Epoch, THE_EPOCH).given(BEGAN, *history)


def noticed(sighting: Sighting, *history: BuyingPaused | BuyingResumed) -> BuyingPaused:
    """What the guard stores at that place."""
    aggregate = epoch(*history).aggregate
    aggregate.notice(sighting, at=minutes(1))
    [paused] = aggregate.pending
    assert isinstance(paused, BuyingPaused)
    return paused


def test_d33_a_ledger_that_stays_where_it_is_buys() -> None:
    at_home = epoch().when(lambda it: it.notice(HOME, at=minutes(1))).then_nothing()
    at_home.require_buying()


@pytest.mark.parametrize(
    ("sighting", "cause"),
    [
        (ELSEWHERE, PauseCause.ELSEWHERE),
        (BEHIND, PauseCause.BEHIND),
        (BEFORE_ITS_EPOCH, PauseCause.BEHIND),
    ],
)
def test_d33_b24_a_copied_or_restored_ledger_is_paused(
    sighting: Sighting, cause: PauseCause
) -> None:
    paused = noticed(sighting)
    assert (paused.cause, paused.identity_known) == (cause, "here")
    assert paused.identity_seen == sighting.identity
    refused = epoch(paused).when(lambda it: it.require_buying()).then_refused(BuyingIsPaused)
    assert paused.reason in refused.message
    assert "reconcile run" in refused.advice
    assert "buying resume" in refused.advice


def test_the_same_place_is_noticed_once_and_a_third_one_again() -> None:
    paused = epoch(noticed(ELSEWHERE))
    paused.when(lambda it: it.notice(ELSEWHERE, at=minutes(2))).then_nothing()
    third = replace(HOME, identity="third")
    again = paused.aggregate
    again.notice(third, at=minutes(2))
    assert [each.TOPIC for each in again.pending] == ["ledger.buying-paused.v1"]
    assert again.pause
    assert again.pause.since == minutes(2)


def test_a_ledger_that_came_back_home_stays_paused_until_somebody_resumes() -> None:
    paused = epoch(noticed(ELSEWHERE)).when(lambda it: it.notice(HOME, at=minutes(2)))
    with pytest.raises(BuyingIsPaused):
        paused.then_nothing().require_buying()


def test_resuming_elsewhere_begins_a_new_epoch_there() -> None:
    resumed = epoch(noticed(ELSEWHERE)).when(
        lambda it: it.resume(ELSEWHERE, RECONCILED, at=minutes(2))
    )
    there = resumed.then(fact(BuyingResumed, epoch=2, identity="there", reconciliations=RECONCILED))
    there.notice(ELSEWHERE, at=minutes(3))
    there.require_buying()
    there.notice(HOME, at=minutes(3))
    with pytest.raises(BuyingIsPaused):
        there.require_buying()


def test_an_epoch_that_was_restored_away_is_never_counted_again() -> None:
    epoch(noticed(BEFORE_ITS_EPOCH)).when(
        lambda it: it.resume(BEFORE_ITS_EPOCH, RECONCILED, at=minutes(2))
    ).then(fact(BuyingResumed, epoch=3, identity="here", reconciliations=RECONCILED))


def test_a_pause_by_hand_ends_in_the_same_epoch() -> None:
    epoch().when(lambda it: it.pause_by_hand("an audit", HOME, at=minutes(1))).then(BY_HAND)
    epoch(BY_HAND).when(lambda it: it.resume(HOME, (), at=minutes(1))).then(
        fact(BuyingResumed, epoch=1, identity="here", reconciliations=())
    )


def test_d33_a_restore_during_a_pause_by_hand_is_noticed_too() -> None:
    """Only what is reconciled after that counts."""
    assert noticed(BEHIND, BY_HAND).cause == PauseCause.BEHIND
    assert epoch(BY_HAND, noticed(BEHIND, BY_HAND)).aggregate.require_pause().since == NOON


def test_what_is_paused_is_not_paused_again_and_what_buys_is_not_resumed() -> None:
    epoch(BY_HAND).when(lambda it: it.pause_by_hand("again", HOME, at=minutes(1))).then_refused(
        BuyingIsPaused, match="an audit"
    )
    epoch().when(lambda it: it.resume(HOME, (), at=minutes(1))).then_refused(BuyingNotPaused)
