"""Cancelling an asset: requested, declined, approved, refused, found (S10, D1, D4, D30, D35)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from core.asset.asset import Asset
from core.asset.cancellation_errors import (
    AssetAlreadyCanceled,
    CancellationUnderWay,
    NoCancellationRequested,
    NotCancellable,
)
from core.asset.errors import NotFailed, NotInProgress, NotSynchronized, OutcomeStillUnknown
from core.asset.events import (
    AssetCancelled,
    AssetRenamed,
    CancellationAttempted,
    CancellationDeclined,
    CancellationRefused,
    CancellationRequested,
)
from core.asset.purchasing import Step
from core.asset.return_window import days_left
from core.asset.values import (
    AssetStatus,
    CancellationState,
    CancelledHow,
    LastError,
    Phase,
    SyncState,
)
from tests.support.builders import OFFICE_CATALOG_ID
from tests.support.builders_assets import (
    FAILED,
    ORDERED,
    PENDING,
    SYNCHRONIZED,
    UNKNOWN,
    WITH_CART,
    a_licence,
    attempted,
    cart_opened,
    sync_failed,
    sync_uncertain,
)
from tests.support.scenario import NOON, fact, minutes, scenario

REQUESTED = fact(CancellationRequested)
DECLINED = fact(CancellationDeclined)
PASSED = LastError("900117", "You have passed your 30-day cancellation window.")


def intent(number: int = 1) -> CancellationAttempted:
    return fact(
        CancellationAttempted,
        attempt=number,
        perpetual_order_id="Xk3fG7",
        line=0,
        catalog_id=OFFICE_CATALOG_ID,
    )


def refused(number: int = 1) -> CancellationRefused:
    return fact(CancellationRefused, attempt=number, code=PASSED.code, message=PASSED.message)


def cancelled(how: str, *, credited: bool = True) -> AssetCancelled:
    return fact(AssetCancelled, how=how, credited=credited)


CANCELED = (*SYNCHRONIZED, intent(), cancelled("vendor"))
CANCELED_FAILURE = (*FAILED, cancelled("local", credited=False))
DECISIONS: dict[str, Callable[[Asset], Any]] = {
    "request": lambda it: it.request_cancellation(at=minutes(1)),
    "approve": lambda it: it.begin_cancellation(at=minutes(1)),
    "decline": lambda it: it.decline_cancellation(at=minutes(1)),
    "find": lambda it: it.conclude_cancellation(CancelledHow.FOUND, at=minutes(1)),
    "buy again": lambda it: it.begin_reprovision(at=minutes(1)),
    "refuse to buy again": lambda it: it.decline_reprovision(at=minutes(1)),
    "link": lambda it: it.link(a_licence(), at=minutes(1)),
    "fill": lambda it: it.fill_perpetual_id("late", at=minutes(1)),
}


def test_d30_a_request_is_stored_once_and_changes_nothing_else() -> None:
    given = scenario(Asset).given(*SYNCHRONIZED)
    asked = given.when(DECISIONS["request"]).then(REQUESTED)
    assert asked.cancellation is CancellationState.REQUESTED
    assert (asked.status, asked.next_step) == (AssetStatus.ACTIVE, Step.NOTHING)
    scenario(Asset).given(*SYNCHRONIZED, REQUESTED).when(DECISIONS["request"]).then_nothing()


def test_d30_a_declined_request_can_be_made_again() -> None:
    declined = scenario(Asset).given(*SYNCHRONIZED, REQUESTED).when(DECISIONS["decline"])
    assert declined.then(DECLINED).cancellation is CancellationState.DECLINED
    again = scenario(Asset).given(*SYNCHRONIZED, REQUESTED, DECLINED)
    again.when(DECISIONS["request"]).then(REQUESTED)


@pytest.mark.parametrize(
    "history",
    [SYNCHRONIZED, (*SYNCHRONIZED, REQUESTED, DECLINED), (*SYNCHRONIZED, intent(), refused())],
    ids=["never", "declined", "refused"],
)
def test_d30_without_an_open_request_there_is_nothing_to_decline(history: Any) -> None:
    scenario(Asset).given(*history).when(DECISIONS["decline"]).then_refused(NoCancellationRequested)


def test_d30_what_is_under_way_cannot_be_declined_any_more() -> None:
    given = scenario(Asset).given(*SYNCHRONIZED, REQUESTED, intent())
    given.when(DECISIONS["decline"]).then_refused(CancellationUnderWay)


@pytest.mark.parametrize("history", [SYNCHRONIZED, (*SYNCHRONIZED, REQUESTED)], ids=len)
def test_d4_d1_approving_stores_the_intent_to_cancel_the_whole_line(history: Any) -> None:
    approved = scenario(Asset).given(*history).when(DECISIONS["approve"]).then(intent())
    assert (approved.next_step, approved.status) == (Step.CANCEL, AssetStatus.ACTIVE)
    scenario(Asset).given(*history, intent()).when(DECISIONS["approve"]).then_nothing()
    scenario(Asset).given(*history, intent()).when(DECISIONS["request"]).then_nothing()


@pytest.mark.parametrize("how", [CancelledHow.VENDOR, CancelledHow.FOUND])
def test_s10_d30_d35_a_cancelled_line_makes_the_asset_canceled_with_a_credit(
    how: CancelledHow,
) -> None:
    ended = (
        scenario(Asset)
        .given(*SYNCHRONIZED, intent())
        .when(lambda it: it.conclude_cancellation(how, at=minutes(1)))
        .then(cancelled(how))
    )
    assert (ended.status, ended.sync) == ("canceled", SyncState.SYNCHRONIZED)
    assert (ended.next_step, ended.licence) == (Step.NOTHING, a_licence(perpetual_id=None))


def test_d30_found_cancelled_at_microsoft_needs_no_intent_of_ours() -> None:
    found = scenario(Asset).given(*SYNCHRONIZED, REQUESTED).when(DECISIONS["find"])
    assert found.then(cancelled("found")).status is AssetStatus.CANCELED


def test_d30_a_refusal_leaves_the_asset_active_and_the_next_try_has_its_own_number() -> None:
    said_no = (
        scenario(Asset)
        .given(*SYNCHRONIZED, intent())
        .when(lambda it: it.refuse_cancellation(PASSED, at=minutes(1)))
        .then(refused())
    )
    assert (said_no.status, said_no.next_step) == (AssetStatus.ACTIVE, Step.NOTHING)
    again = scenario(Asset).given(*SYNCHRONIZED, intent(), refused()).when(DECISIONS["approve"])
    again.then(intent(2))


def test_only_what_was_asked_of_microsoft_can_be_refused_by_it() -> None:
    given = scenario(Asset).given(*SYNCHRONIZED, REQUESTED)
    refuse = given.when(lambda it: it.refuse_cancellation(PASSED, at=minutes(1)))
    refuse.then_refused(NoCancellationRequested)


def test_d30_a_failed_asset_is_canceled_here_without_microsoft_or_credit() -> None:
    approved = scenario(Asset).given(*FAILED).when(DECISIONS["approve"])
    ended = approved.then(cancelled("local", credited=False))
    assert (ended.status, ended.next_step) == (AssetStatus.CANCELED, Step.NOTHING)


@pytest.mark.parametrize("decision", ["request", "approve"])
def test_d30_d7_a_failure_with_a_purchase_call_in_doubt_is_not_canceled(decision: str) -> None:
    doubted = (
        *WITH_CART,
        sync_uncertain(),
        sync_failed(phase=Phase.OPENING_CART),
    )
    scenario(Asset).given(*doubted).when(DECISIONS[decision]).then_refused(
        NotCancellable, "never answered"
    )
    fresh = (*doubted, attempted(2), cart_opened(2), sync_failed(2))
    scenario(Asset).given(*fresh).when(DECISIONS[decision]).then_refused(NotCancellable)


@pytest.mark.parametrize("decision", ["request", "approve"])
@pytest.mark.parametrize("history", [PENDING, WITH_CART, ORDERED, UNKNOWN], ids=len)
def test_d30_pending_ordered_or_unknown_is_refused(history: Any, decision: str) -> None:
    given = scenario(Asset).given(*history)
    given.when(DECISIONS[decision]).then_refused(NotCancellable, "not known yet")


@pytest.mark.parametrize("history", [PENDING, ORDERED, FAILED, UNKNOWN], ids=len)
def test_d30_without_a_licence_nothing_is_found_cancelled(history: Any) -> None:
    scenario(Asset).given(*history).when(DECISIONS["find"]).then_refused(NotSynchronized)


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("history", [CANCELED, CANCELED_FAILURE], ids=["bought", "failed"])
def test_d30_a_canceled_asset_is_not_bought_linked_or_cancelled_again(
    history: Any, decision: str
) -> None:
    scenario(Asset).given(*history).when(DECISIONS[decision]).then_refused(AssetAlreadyCanceled)


@pytest.mark.parametrize("history", [CANCELED, CANCELED_FAILURE], ids=["bought", "failed"])
def test_s9_a_canceled_asset_can_be_renamed(history: Any) -> None:
    given = scenario(Asset).given(*history)
    given.when(lambda it: it.rename("Old", at=minutes(1))).then(fact(AssetRenamed, name="Old"))


def test_d4_a_cancellation_under_way_is_no_provisioning() -> None:
    given = scenario(Asset).given(*SYNCHRONIZED, intent())
    given.when(lambda it: it.confirm_order("late", at=minutes(1))).then_refused(NotInProgress)
    given.when(lambda it: it.link(a_licence(), at=minutes(1))).then_refused(NotFailed)
    given.when(DECISIONS["buy again"]).then_refused(NotFailed)
    unknown = scenario(Asset).given(*UNKNOWN).when(DECISIONS["buy again"])
    unknown.then_refused(OutcomeStillUnknown)


@pytest.mark.parametrize(
    ("left", "days"), [(timedelta(days=2), 2), (timedelta(hours=1), 1), (timedelta(0), 0)]
)
def test_d30_begun_days_of_the_window_are_advice(left: timedelta, days: int) -> None:
    assert days_left(NOON + left, NOON) == days
    assert days_left(NOON - timedelta(days=9), NOON) == 0
    assert days_left(None, NOON) is None
