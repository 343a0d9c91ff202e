"""An unknown purchase: when it may be called not bought, and when never (D7, D17, D31)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from application.asset.provisioning.lookup import VerdictTerms
from application.ports.microsoft.licences import OrderState
from application.queries.asset_attempts import AssetAttempts
from core.asset.values import SyncState
from tests.application.provisioning.till import Till, provision_until_dead
from tests.support import fakes_faults as faults
from tests.support.fakes_faults import Fault
from tests.support.fakes_people import OPERATOR


def in_doubt(*, sold: bool = False) -> Till:
    """One checkout ended without an answer; its cart is gone since."""
    till = Till()
    till.vendor.on("check_out", faults.lost() if sold else faults.never_arrived())
    till.provision()
    till.vendor.forget_carts()
    return till


def looked(till: Till, **later: float) -> SyncState:
    till.clock.pass_by(**later)
    till.retried()
    till.require_books()
    return till.asset.sync


def test_d17_nothing_is_concluded_before_thirty_minutes_and_then_nothing_is_bought_by_it() -> None:
    till = in_doubt()
    assert looked(till) is SyncState.UNKNOWN
    assert looked(till, minutes=29, seconds=59) is SyncState.UNKNOWN
    assert looked(till, seconds=1) is SyncState.FAILED
    assert till.asset.last_error is not None
    assert till.asset.last_error.code == "not_bought"
    assert looked(till, days=30) is SyncState.FAILED
    assert till.vendor.purchases == 0


def test_d17_the_wait_counts_from_the_last_checkout_not_from_the_first() -> None:
    till = Till()
    till.vendor.on("check_out", faults.never_arrived(), faults.never_arrived())
    till.provision()
    looked(till, minutes=20)
    till.vendor.forget_carts()
    assert looked(till) is SyncState.UNKNOWN
    assert looked(till, minutes=29) is SyncState.UNKNOWN
    assert looked(till, minutes=1) is SyncState.FAILED


def test_d17_a_process_that_died_in_its_checkout_did_not_tell_when_it_ended() -> None:
    till = Till()
    till.vendor.on("check_out", faults.never_arrived(), faults.crash_after())
    till.vendor.habits.lists_orders = False
    till.provision()
    till.clock.pass_by(minutes=29)
    provision_until_dead(till)
    till.vendor.forget_carts()
    assert looked(till, minutes=2) is SyncState.UNKNOWN
    assert looked(till, minutes=29) is SyncState.UNKNOWN
    till.vendor.habits.lists_orders = True
    assert looked(till, minutes=1) is SyncState.SYNCHRONIZED


@pytest.mark.parametrize("search", ["find_orders", "find_entitlements"])
@pytest.mark.parametrize("fault", [faults.refused("403", status=403), faults.unavailable()])
def test_d17_a_403_or_an_error_is_no_evidence(search: str, fault: Fault) -> None:
    till = in_doubt()
    till.vendor.on(search, *[fault] * 3)
    assert looked(till, hours=1) is SyncState.UNKNOWN
    assert looked(till, hours=1) is SyncState.UNKNOWN


def test_d17_an_entitlement_finds_what_the_list_of_orders_does_not_show_yet() -> None:
    till = in_doubt(sold=True)
    till.vendor.habits.lists_orders = False
    [order] = till.vendor.orders.values()
    till.vendor.orders[order.order_id] = replace(order, state=OrderState.COMPLETED)
    assert looked(till, minutes=31) is SyncState.SYNCHRONIZED


def test_d17_an_entitlement_whose_order_cannot_be_read_keeps_it_unknown() -> None:
    till = in_doubt(sold=True)
    till.vendor.habits.lists_orders = False
    [order] = till.vendor.orders.values()
    till.vendor.orders[order.order_id] = replace(order, state=OrderState.COMPLETED)
    till.vendor.on("read_order", faults.refused("20000", status=404))
    assert looked(till, hours=2) is SyncState.UNKNOWN


def test_d31_an_ordered_cart_is_bought_whatever_the_lists_say() -> None:
    till = Till()
    till.vendor.on("check_out", faults.lost())
    till.provision()
    till.vendor.habits.lists_orders = False
    till.vendor.habits.resubmits = False
    for _ in range(15):
        assert looked(till, hours=1) is SyncState.UNKNOWN
    till.vendor.habits.lists_orders = True
    assert looked(till, hours=1) is SyncState.SYNCHRONIZED


def test_d31_a_cart_that_was_ordered_is_never_replaced_nor_called_not_bought() -> None:
    till = Till()
    till.vendor.on("check_out", faults.lost())
    till.provision()
    till.vendor.habits.lists_orders = False
    till.vendor.habits.resubmits = False
    assert looked(till, minutes=1) is SyncState.UNKNOWN
    till.vendor.forget_carts()
    assert looked(till, days=9) is SyncState.UNKNOWN
    assert looked(till, hours=1) is SyncState.UNKNOWN
    assert till.vendor.count("create_cart") == 1
    [attempt] = till.shop.restarted().ask(AssetAttempts(asset_id=till.asset_id), OPERATOR).items
    assert (attempt.outcome, attempt.verdict_from) == ("unknown", None)


def test_d32_an_order_without_reference_is_taken_only_when_all_must_be_shown() -> None:
    till = in_doubt(sold=True)
    [order] = till.vendor.orders.values()
    [line] = order.lines
    nameless = replace(line, friendly_name="Office")
    till.vendor.orders[order.order_id] = replace(order, lines=(nameless,))
    assert looked(till) is SyncState.UNKNOWN
    assert looked(till, minutes=29) is SyncState.UNKNOWN
    assert looked(till, minutes=1) is SyncState.SYNCHRONIZED


def test_d32_an_order_from_before_its_cart_is_not_the_purchase_but_a_candidate() -> None:
    till = Till()
    till.clock.pass_by(hours=1)
    till.vendor.on("check_out", faults.never_arrived())
    till.provision()
    [cart] = till.vendor.carts.values()
    order = till.vendor.sell(till.asset.details.tenant_id, replace(cart, friendly_name=""))
    earlier = till.asset.created_on
    till.vendor.orders[order.order_id] = replace(order, ordered_at=earlier)
    till.vendor.forget_carts()
    for _ in range(3):
        till.clock.pass_by(minutes=31)
        till.retried()
        assert till.asset.sync is SyncState.UNKNOWN


def test_d7_d17_a_checkout_that_is_never_settled_ends_as_not_bought_and_keeps_its_cart() -> None:
    till = Till()
    till.vendor.on("check_out", *[faults.broke()] * 20)
    for _ in range(11):
        assert looked(till, minutes=15) is SyncState.UNKNOWN
    assert looked(till, minutes=29) is SyncState.UNKNOWN
    assert looked(till, minutes=1) is SyncState.FAILED
    assert till.vendor.count("check_out") == 10
    till.vendor.faults.clear()
    till.begin_again()
    assert looked(till) is SyncState.SYNCHRONIZED
    assert till.vendor.count("create_cart") == 1, "D31: one live cart"


def test_d7_d31_a_refusal_after_a_doubt_is_no_proof_and_nothing_more_is_checked_out() -> None:
    till = Till()
    till.vendor.on("check_out", faults.lost(), faults.refused())
    till.vendor.habits.lists_orders = False
    till.provision()
    assert looked(till, minutes=5) is SyncState.UNKNOWN
    assert looked(till, minutes=5) is SyncState.UNKNOWN
    assert till.vendor.count("check_out") == 2
    till.vendor.habits.lists_orders = True
    assert looked(till, minutes=5) is SyncState.SYNCHRONIZED


def test_d17_a_look_that_found_nothing_does_not_start_the_wait_anew() -> None:
    till = in_doubt()
    for _ in range(6):
        assert looked(till, minutes=5) is SyncState.UNKNOWN
    assert looked(till, minutes=5) is SyncState.FAILED


def test_d17_the_end_of_a_checkout_is_told_though_somebody_told_of_a_doubt_meanwhile() -> None:
    till = Till()

    def slow_and_lost(perform: Callable[[], Any]) -> Any:
        till.vendor.on("check_out", faults.broke())
        till.provision()
        till.clock.pass_by(minutes=10)
        return faults.never_arrived()(perform)

    till.vendor.on("check_out", slow_and_lost)
    begun = till.clock.now()
    till.provision()
    assert till.kinds[-2:] == ["sync-uncertain", "sync-uncertain"]
    ends = [each.metadata.time for each in till.ledger.stream(till.asset_id)[-2:]]
    assert ends == [begun, begun + timedelta(minutes=10)]


def test_d17_the_attempt_tells_from_when_on_the_verdict_may_come() -> None:
    till = in_doubt()
    looked(till, minutes=1)
    [attempt] = till.shop.restarted().ask(AssetAttempts(asset_id=till.asset_id), OPERATOR).items
    assert attempt.verdict_from == till.clock.now() + timedelta(minutes=30)
    assert attempt.decidable_from == till.clock.now() + timedelta(minutes=15)
    looked(till, minutes=30)
    [attempt] = till.shop.restarted().ask(AssetAttempts(asset_id=till.asset_id), OPERATOR).items
    assert (attempt.outcome, attempt.verdict_from) == ("failed", None)
    assert attempt.decidable_from is None


def test_d17_less_than_a_quarter_of_an_hour_proves_nothing() -> None:
    with pytest.raises(ValueError, match="too short"):
        VerdictTerms(timedelta(minutes=14, seconds=59))
