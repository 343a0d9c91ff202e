"""One live cart per asset, reused until it is certain that it bought nothing (D31)."""

from dataclasses import replace
from datetime import timedelta

from core.asset.values import SyncState
from tests.application.provisioning.till import Till
from tests.support import fakes_faults as faults
from tests.support.fakes_people import STRANGER
from tests.support.fakes_shop import Shop


def failed() -> Till:
    """The first checkout was refused; somebody wants to buy again."""
    till = Till()
    till.vendor.on("check_out", faults.refused())
    till.provision()
    assert till.asset.sync is SyncState.FAILED
    till.begin_again()
    return till


def doubted_then_refused() -> Till:
    """One checkout had no answer, the next was refused; somebody wants to buy again."""
    till = Till()
    till.vendor.on("check_out", faults.never_arrived(), faults.refused())
    till.provision()
    till.provision()
    assert till.asset.sync == "unknown", "D7: the first checkout may have sold"
    till.provision()
    till.clock.pass_by(minutes=30)
    till.provision()
    assert till.asset.sync is SyncState.FAILED
    assert "was refused: 800030" in str(till.asset.last_error)
    till.begin_again()
    return till


def test_d31_a_retry_renews_the_line_of_the_same_cart() -> None:
    till = failed()
    till.vendor.habits.rotation = 2
    till.provision()
    assert till.asset.sync is SyncState.SYNCHRONIZED
    assert (till.vendor.count("create_cart"), till.vendor.count("renew_cart")) == (1, 1)
    assert till.asset.cart is not None
    assert till.asset.cart.catalog_id.endswith("AV02")
    assert "resynced" in till.kinds
    till.require_books()


def test_d32_the_renewed_line_ends_in_the_new_attempts_reference() -> None:
    till = failed()
    till.provision()
    [order] = till.vendor.orders.values()
    name = order.lines[0].friendly_name
    assert name.endswith(till.asset.references[1])
    assert name.startswith("Office LTSC")


def test_d32_a_long_name_is_cut_and_the_reference_never(shop: Shop) -> None:
    shop.vendor.offered = [replace(each, sku_name="O" * 300) for each in shop.vendor.offered]
    shop.sync()
    asset = shop.sell()
    shop.provision(asset)
    [cart] = shop.vendor.carts.values()
    assert len(cart.friendly_name) == 100
    assert cart.friendly_name.endswith(f"O {shop.asset(asset).references[0]}")


def test_d31_a_cart_that_is_gone_after_definite_refusals_is_replaced() -> None:
    till = failed()
    till.vendor.forget_carts()
    till.provision()
    assert till.asset.sync is SyncState.SYNCHRONIZED
    assert till.vendor.count("create_cart") == 2
    till.require_books()


def test_d31_a_cart_in_doubt_that_is_gone_is_never_replaced() -> None:
    till = doubted_then_refused()
    till.vendor.forget_carts()
    assert till.settle() is SyncState.FAILED
    assert till.vendor.count("create_cart") == 1
    assert till.kinds.count("sync-uncertain") == 3, "the same look is told once"
    till.require_books()


def test_d31_a_cart_in_doubt_is_replaced_an_hour_after_its_expiry_when_nothing_matches() -> None:
    till = doubted_then_refused()
    till.vendor.forget_carts()
    till.settle()
    expiry = till.asset.cart_released_at
    assert expiry is not None
    till.clock.moment = expiry - timedelta(seconds=1)
    till.begin_again()
    till.provision()
    assert (till.asset.sync, till.vendor.count("create_cart")) == (SyncState.FAILED, 1)
    till.clock.moment = expiry
    till.begin_again()
    till.provision()
    assert (till.asset.sync, till.vendor.count("create_cart")) == (SyncState.SYNCHRONIZED, 2)
    till.require_books()


def test_d31_a_cart_in_doubt_that_turns_out_ordered_is_looked_up_not_checked_out() -> None:
    till = doubted_then_refused()
    [cart] = till.vendor.carts.values()
    till.vendor.sell(till.asset.details.tenant_id, cart)
    till.vendor.carts[cart.cart_id] = replace(cart, ordered=True)
    checkouts = till.vendor.count("check_out")
    assert till.settle() is SyncState.SYNCHRONIZED
    assert till.vendor.count("check_out") == checkouts
    assert till.vendor.count("renew_cart") == 0
    till.require_books()


def test_d31_a_cart_that_is_submitted_while_it_is_renewed_is_looked_up() -> None:
    till = failed()
    till.vendor.on("renew_cart", faults.submitted())
    till.provision()
    assert till.asset.sync is SyncState.UNKNOWN
    assert till.settle() is SyncState.SYNCHRONIZED
    till.require_books()


def test_d31_a_busy_cart_is_waited_for() -> None:
    till = failed()
    till.vendor.on("read_cart", faults.busy())
    assert till.provision().in_progress
    assert till.settle() is SyncState.SYNCHRONIZED


def test_d31_a_cart_that_is_gone_after_its_checkout_is_unknown() -> None:
    till = Till()
    till.vendor.on("check_out", faults.lost())
    till.provision()
    till.vendor.forget_carts()
    till.vendor.habits.lists_orders = False
    assert till.settle(polls=1) is SyncState.UNKNOWN
    till.vendor.habits.lists_orders = True
    assert till.settle() is SyncState.SYNCHRONIZED
    till.require_books()


def test_d31_no_checkout_of_a_cart_whose_currency_changed_before_it() -> None:
    till = Till()
    till.vendor.on("read_cart", faults.unavailable())
    till.provision()
    [cart] = till.vendor.carts.values()
    till.vendor.carts[cart.cart_id] = replace(cart, currency="USD")
    assert till.settle() is SyncState.FAILED
    assert till.vendor.count("check_out") == 0
    assert till.asset.last_error is not None
    assert till.asset.last_error.code == "unexpected_currency"


def test_d31_d7_a_line_error_says_nothing_of_a_checkout_in_doubt() -> None:
    till = Till()
    till.vendor.on("check_out", faults.never_arrived())
    till.provision()
    [cart] = till.vendor.carts.values()
    till.vendor.carts[cart.cart_id] = replace(cart, line_error=("10001", "Not for sale."))
    assert till.settle(polls=1) is SyncState.UNKNOWN
    assert till.vendor.count("check_out") == 1
    assert till.settle() is SyncState.FAILED
    assert till.vendor.count("check_out") == 1
    till.require_books()


def test_d17_a_refused_reading_is_no_evidence_that_nothing_was_bought() -> None:
    till = Till()
    till.vendor.on("check_out", faults.lost())
    till.provision()
    till.vendor.on("read_cart", faults.refused("403"), faults.refused("403"))
    assert till.provision().trouble
    assert till.asset.sync is SyncState.UNKNOWN
    assert till.settle() is SyncState.SYNCHRONIZED
    till.require_books()


def test_d17_a_refused_search_is_no_evidence_either() -> None:
    till = Till()
    till.vendor.habits.resubmits = False
    till.vendor.on("check_out", faults.lost())
    till.vendor.on("find_orders", faults.refused("403"), faults.unavailable())
    for _ in range(3):
        till.provision()
        assert till.asset.sync is SyncState.UNKNOWN
    assert till.settle() is SyncState.SYNCHRONIZED
    till.require_books()


def test_d7_the_next_item_refused_says_nothing_of_a_checkout_in_doubt() -> None:
    till = doubted_then_refused()
    till.vendor.on("renew_cart", faults.submitted())
    till.vendor.habits.lists_orders = False
    till.provision()
    assert till.asset.sync is SyncState.UNKNOWN
    till.vendor.on("catalog_id", faults.refused())
    till.provision()
    assert till.asset.sync is SyncState.UNKNOWN


def test_s13_d6_a_licence_is_bought_anew_after_microsoft_cancelled_its_order() -> None:
    till = Till()
    till.vendor.habits.cancels = True
    till.provision()
    assert till.asset.sync is SyncState.FAILED
    till.vendor.habits.cancels = False
    till.begin_again()
    assert till.settle() is SyncState.SYNCHRONIZED
    assert till.vendor.count("create_cart") == 2
    assert len(till.vendor.orders) == 2
    till.require_books()


def test_a_line_names_the_reseller_in_microsoft_s_network_if_there_is_one(shop: Shop) -> None:
    """D26: an indirect provider tells Microsoft who resells, in a renewed cart as well."""
    shop.provision(shop.sell())
    shop.provision(shop.sell(account=STRANGER))
    assert [line.reseller_mpn_id for line in shop.vendor.lines] == ["4390934", None]
    till = failed()
    till.provision()
    assert [line.reseller_mpn_id for line in till.vendor.lines] == ["4390934", "4390934"]
