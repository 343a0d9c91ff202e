"""Request ids: the same after a timeout, new after any answer, over every restart (D32)."""

from collections.abc import Callable
from uuid import UUID

import pytest

from core.asset.values import SyncState
from tests.application.provisioning.till import Till
from tests.support import fakes_faults as faults

CHECK_OUT = "check_out"


def repeated(call: str, *scripted: faults.Fault) -> list[UUID | None]:
    """The call's request ids, with another process for each of the faults."""
    till = Till()
    till.vendor.on(call, *scripted)
    for _ in range(len(scripted) + 1):
        till.provision()
    assert till.settle() is SyncState.SYNCHRONIZED
    till.require_books()
    return list(till.vendor.request_ids(call))[: len(scripted) + 1]


@pytest.mark.parametrize("timeout", [faults.lost, faults.never_arrived, faults.unavailable])
def test_d32_a_checkout_without_answer_is_asked_again_under_the_same_id(
    timeout: Callable[[], faults.Fault],
) -> None:
    first, *others = repeated(CHECK_OUT, timeout(), timeout())
    assert others == [first, first]


def test_d32_every_answered_checkout_is_followed_by_a_new_id() -> None:
    ids = repeated(CHECK_OUT, faults.broke(), faults.broke(), faults.broke("http_502"))
    assert len(set(ids)) == 4


def test_d32_timeouts_between_answers_repeat_the_latest_id() -> None:
    one, again, two, too = repeated(
        CHECK_OUT, faults.never_arrived(), faults.broke(), faults.never_arrived()
    )
    assert one == again
    assert two == too
    assert one != two


def test_d32_one_process_asks_anew_after_a_throttled_checkout() -> None:
    till = Till()
    till.vendor.on(CHECK_OUT, faults.unavailable(answered=True), faults.unavailable())
    till.provision(patience=30)
    one, two, three = till.vendor.request_ids(CHECK_OUT)
    assert one != two
    assert two == three
    till.require_books()


@pytest.mark.parametrize("call", ["create_cart"])
def test_d32_a_cart_whose_answer_was_lost_is_asked_for_under_the_same_id(call: str) -> None:
    first, second = repeated(call, faults.answer_lost())
    assert first == second


def test_d32_one_process_asks_for_another_cart_after_an_answer() -> None:
    till = Till()
    till.vendor.on("create_cart", faults.unavailable(answered=True))
    till.provision(patience=5)
    one, two = till.vendor.request_ids("create_cart")
    assert one != two


def test_d32_every_attempt_and_every_call_has_ids_of_its_own() -> None:
    till = Till()
    till.vendor.on(CHECK_OUT, faults.refused())
    till.provision()
    till.begin_again()
    till.vendor.on("renew_cart", faults.unavailable(answered=True))
    till.provision(patience=5)
    ids = [each.request_id for each in till.vendor.calls if each.request_id]
    assert len(ids) == len(set(ids)) == 5
