"""Buying a failed asset again: who may, and what stays equal (S13, S15, S30, S31, D7, D9, D10)."""

from dataclasses import replace

import pytest

from core.asset.asset import Asset
from core.asset.errors import NotFailed, OutcomeStillUnknown
from core.asset.events import (
    CartOpened,
    OrderPlaced,
    ProvisioningAttempted,
    ReprovisionDeclined,
)
from core.asset.licence import licence_facts
from core.asset.purchasing import Step, reference_of
from core.asset.values import LastError, Phase, SyncState
from core.ids import attempt_id
from core.kernel.errors import Refused
from tests.core.asset.business import business
from tests.support.builders import ASSET
from tests.support.builders_assets import (
    FAILED,
    STATES,
    SYNCHRONIZED,
    UNKNOWN,
    WITH_CART,
    a_cart,
    a_licence,
    an_asset,
    attempted,
    created,
)
from tests.support.scenario import Scenario, fact, minutes, scenario

ERROR = LastError("800030", "No.")
DOUBT = LastError("timeout", "No answer.")


def asset(*history: object) -> Scenario[Asset]:
    return scenario(Asset, ASSET).given(*history)  # type: ignore[arg-type]


def test_s13_s30_a_failed_asset_may_be_bought_again_under_a_new_reference() -> None:
    again = (
        asset(*FAILED)
        .when(lambda it: it.begin_reprovision(at=minutes(1)))
        .then(attempted(2, "reprovision"))
    )
    assert again.next_step is Step.OPEN_CART
    assert again.references == (reference_of(ASSET, 1), reference_of(ASSET, 2))
    assert again.attempt is not None
    assert again.attempt.attempt_id == attempt_id(ASSET, 2)


@pytest.mark.parametrize("state", sorted(STATES.keys() - {"failed", "unknown"}))
def test_d9_only_a_failed_asset_is_bought_again(state: str) -> None:
    asset(*STATES[state]).when(lambda it: it.begin_reprovision(at=minutes(1))).then_refused(
        NotFailed
    )


def test_d7_nothing_is_bought_again_while_the_outcome_is_unknown() -> None:
    given = asset(*UNKNOWN)
    given.when(lambda it: it.begin_reprovision(at=minutes(1))).then_refused(OutcomeStillUnknown)
    given.when(lambda it: it.decline_reprovision(at=minutes(1))).then_refused(OutcomeStillUnknown)


def test_s31_d10_a_declined_question_changes_nothing_but_the_version() -> None:
    before = asset(*FAILED).aggregate
    after = (
        asset(*FAILED)
        .when(lambda it: it.decline_reprovision(at=minutes(1)))
        .then(fact(ReprovisionDeclined))
    )
    assert business(after) == business(before)
    assert (after.last_error, after.version) == (before.last_error, before.version + 1)


def test_s15_d10_a_failed_retry_leaves_every_business_field_equal() -> None:
    before = asset(*FAILED).aggregate
    after = asset(*FAILED).aggregate
    after.begin_reprovision(at=minutes(1))
    after.open_cart(a_cart(), at=minutes(2))
    after.fail(Phase.CHECKING_OUT, LastError("800099", "Still no."), at=minutes(3))
    assert business(after) == business(before)
    assert after.last_error == LastError("800099", "Still no.")


def test_d4_no_order_is_accepted_without_a_stored_intent() -> None:
    for state, history in STATES.items():
        kinds = [type(event) for event in history]
        if OrderPlaced in kinds:
            placed = kinds.index(OrderPlaced)
            assert kinds.index(ProvisioningAttempted) < kinds.index(CartOpened) < placed, state


def test_references_are_short_distinct_and_the_same_for_ever_d32() -> None:
    references = [reference_of(ASSET, number) for number in range(1, 50)]
    assert len(set(references)) == len(references)
    assert all(len(each) == 13 and each.startswith("PX-") for each in references)
    assert an_asset().references == ()


def test_a_licence_is_the_same_before_and_after_the_ledger() -> None:
    licence = a_licence()
    stored = fact(OrderPlaced, attempt=1, **licence_facts(licence))
    assert asset(*WITH_CART, stored).aggregate.licence == licence
    assert asset(created(), attempted()).aggregate.licence is None
    assert issubclass(NotFailed, Refused)
    assert replace(licence, perpetual_id=None) == a_licence(perpetual_id=None)


def test_s11_d6_three_states_are_in_flight() -> None:
    going_on = {
        state for state in STATES if asset(*STATES[state]).aggregate.next_step is not Step.NOTHING
    }
    assert going_on == {"pending", "with cart", "ordered", "unknown"}
    assert asset(*SYNCHRONIZED).aggregate.sync is SyncState.SYNCHRONIZED
