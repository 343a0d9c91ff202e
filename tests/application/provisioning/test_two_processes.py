"""Several processes at once on one asset: whoever is first, one licence is bought (B1, D31)."""

import pytest

from application.ports.ledger import VersionConflict
from core.asset.values import SyncState
from tests.application.provisioning.till import Till, provision_until_dead
from tests.support import fakes_faults as faults

CALLS = ("catalog_id", "create_cart", "read_cart", "check_out", "read_order")


@pytest.mark.parametrize("call", CALLS)
def test_another_process_does_everything_during_a_call_b1(call: str) -> None:
    till = Till()
    till.vendor.on(call, faults.meanwhile(till.retried))
    till.retried()
    assert till.settle() is SyncState.SYNCHRONIZED
    till.require_books()
    assert till.kinds.count("order-placed") == 1


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("other", CALLS)
def test_another_process_dies_somewhere_during_a_call_b1(call: str, other: str) -> None:
    till = Till()

    def die() -> None:
        till.vendor.on(other, faults.crash_after())
        provision_until_dead(till)
        till.vendor.faults.clear()

    till.vendor.on(call, faults.meanwhile(die))
    till.retried()
    assert till.settle() is SyncState.SYNCHRONIZED
    till.require_books()


def test_b1_whoever_was_overtaken_while_the_cart_was_read_checks_nothing_out() -> None:
    """Its cart would be bought although the asset has, or was given, what it needs by now."""
    till = Till()
    till.vendor.on("read_cart", faults.meanwhile(till.provision))
    till.retried()
    assert till.settle() is SyncState.SYNCHRONIZED
    assert till.vendor.count("check_out") == 1


def test_d31_only_the_cart_that_was_stored_first_is_checked_out() -> None:
    """Both create a cart; the second cannot store its own, and never buys with it."""
    till = Till()
    till.vendor.on("create_cart", faults.meanwhile(till.provision))
    with pytest.raises(VersionConflict):
        till.provision()
    assert len(till.vendor.carts) == 2
    assert till.kinds.count("cart-opened") == 1
    till.retried()
    till.require_books()
    assert till.vendor.count("check_out") == 1


def test_d31_a_late_checkout_of_an_earlier_attempt_is_found() -> None:
    """A slow process buys with the first attempt's cart while the second attempt begins."""
    till = Till()

    def somebody_else() -> None:
        till.vendor.on("check_out", faults.refused())
        till.provision()
        till.begin_again()

    till.vendor.on("check_out", faults.meanwhile(somebody_else))
    with pytest.raises(VersionConflict):
        till.provision()
    assert till.settle() is SyncState.SYNCHRONIZED
    till.require_books()


def test_two_doubts_of_two_processes_are_one_purchase_d7() -> None:
    till = Till()
    till.vendor.on("check_out", faults.meanwhile(till.retried), None)
    till.vendor.on("check_out", faults.lost())
    with pytest.raises(VersionConflict):
        till.provision()
    assert till.settle() is SyncState.SYNCHRONIZED
    till.require_books()
