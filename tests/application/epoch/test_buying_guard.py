"""A restored or copied ledger does not buy; nothing is lost meanwhile (D33, B24)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from application.asset.ask_reprovision import AskReprovision
from application.asset.confirm_reprovision import ConfirmReprovision
from application.ports.microsoft.licences import OrderState
from application.queries.diagnose import Diagnose
from core.asset.purchasing import Step
from core.asset.values import SyncState
from core.ids import THE_EPOCH
from tests.application.cancellation.counter import approve, licensed, request
from tests.application.epoch.restored import restored
from tests.support import fakes_faults as faults
from tests.support.fakes_shop import Shop, failed_asset, open_shop


def paused_because(shop: Shop) -> str:
    facts = shop.ledger.stream(THE_EPOCH)[-1].event
    return str(getattr(facts, "cause", ""))


def test_d33_a_copied_ledger_opens_no_cart_and_says_what_to_do(shop: Shop) -> None:
    asset = shop.sell()
    shop.home.place = "memory:copy"
    standing = shop.provision(asset, patience=60)
    assert (standing.sync_state, standing.in_progress) == (SyncState.PENDING, True)
    assert standing.trouble
    assert "is a copy, or was restored or moved" in standing.trouble
    assert "perpetua reconcile run" in standing.trouble
    assert "perpetua buying resume" in standing.trouble
    assert shop.vendor.count("create_cart") == 0
    assert paused_because(shop) == "elsewhere"


def test_d33_a_copy_of_a_purchase_under_way_does_not_check_out(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("check_out", faults.unavailable())
    shop.provision(asset)
    assert shop.asset(asset).next_step is Step.CHECK_OUT
    shop.home.place = "memory:copy"
    shop.provision(asset)
    assert shop.vendor.count("check_out") == 1
    assert shop.vendor.purchases == 0


def test_d33_what_was_bought_is_still_confirmed_by_a_copy(shop: Shop) -> None:
    """Reading an order buys nothing (D6)."""
    shop.vendor.habits.pending_reads = 2
    asset = shop.sell()
    shop.provision(asset)
    shop.home.place = "memory:copy"
    for _ in range(3):
        shop.provision(asset)
    assert shop.asset(asset).sync is SyncState.SYNCHRONIZED


def test_d33_an_older_ledger_at_the_same_place_does_not_buy_what_it_forgot(shop: Shop) -> None:
    """Microsoft does not show the order yet."""
    shop.vendor.habits.pending_reads = 1000
    shop.vendor.habits.lists_orders = False
    asset = shop.sell()
    sold = len(shop.ledger.recorded)
    shop.provision(asset)
    older = restored(shop, sold)
    standing = older.provision(asset)
    assert "an older one was restored" in str(standing.trouble)
    assert older.vendor.purchases == 1
    assert paused_because(older) == "behind"


def test_d33_a_paused_asset_takes_over_the_order_that_carries_its_reference(shop: Shop) -> None:
    """What the restored ledger forgot, Microsoft's list shows after a while (D32)."""
    asset = shop.sell()
    sold = len(shop.ledger.recorded)
    shop.provision(asset)
    older = restored(shop, sold)
    assert older.provision(asset).sync_state == SyncState.SYNCHRONIZED
    assert older.asset(asset).require_licence() == shop.asset(asset).require_licence()
    assert older.vendor.purchases == 1
    assert paused_because(older) == "behind"


@pytest.mark.parametrize("fault", [faults.unavailable(), faults.refused("403")])
def test_a_paused_asset_waits_when_microsoft_shows_no_orders(
    shop: Shop, fault: faults.Fault
) -> None:
    asset = shop.sell()
    shop.home.place = "memory:copy"
    shop.vendor.on("find_orders", fault)
    assert shop.provision(asset).in_progress
    assert shop.vendor.count("create_cart") == 0


def test_d33_an_older_ledger_that_grew_past_its_end_is_still_recognised(shop: Shop) -> None:
    """Not the position alone counts, but which event stands there."""
    shop.sell()
    sold = len(shop.ledger.recorded)
    shop.provision(shop.sell())
    older = restored(shop, sold)
    while len(older.ledger.recorded) <= len(shop.ledger.recorded):
        older.sell()
    older.provision(older.sell())
    assert older.vendor.purchases == 1
    assert paused_because(older) == "behind"


def test_d33_a_ledger_that_lacks_nothing_up_to_the_last_purchase_call_goes_on(shop: Shop) -> None:
    """Restored to just before the answer, it asks the same cart again, as after a crash (B1)."""
    asset = shop.sell()
    shop.provision(asset)
    [cart_stored] = [
        number
        for number, each in enumerate(shop.ledger.recorded)
        if each.topic == "asset.cart-opened.v1"
    ]
    older = restored(shop, cart_stored + 1)
    assert older.provision(asset).sync_state == SyncState.SYNCHRONIZED
    assert older.vendor.purchases == 1


def test_d33_a_copy_cancels_nothing_and_notes_what_microsoft_cancelled(shop: Shop) -> None:
    """The original may have cancelled it already (D30)."""
    asset = licensed(shop)
    request(shop, asset)
    shop.home.place = "memory:copy"
    approve(shop, asset)
    assert "Buying is paused" in str(shop.provision(asset).trouble)
    assert shop.vendor.count("cancel_line") == 0
    [order] = shop.vendor.orders.values()
    shop.vendor.orders[order.order_id] = replace(order, state=OrderState.CANCELLED)
    shop.provision(asset)
    assert shop.asset(asset).next_step is Step.NOTHING
    assert shop.vendor.count("cancel_line") == 0


def test_orders_and_reprovisions_are_accepted_while_buying_is_paused(shop: Shop) -> None:
    """Their intents are stored; their assets wait."""
    failed = failed_asset(shop)
    shop.home.place = "memory:copy"
    challenge = shop.ask(AskReprovision(asset_id=failed))
    shop.send(ConfirmReprovision(asset_id=failed, token=challenge.token))
    ordered = shop.sell()
    assert set(shop.process.unfinished()) == {failed, ordered}
    calls = shop.vendor.count("create_cart")
    waiting = shop.process.provision((failed, ordered), channel="worker")
    assert all(each.in_progress for each in waiting)
    assert shop.vendor.count("create_cart") == calls


def test_doctor_says_that_buying_is_paused_and_what_to_do(shop: Shop) -> None:
    """Before anything tried to buy."""
    assert shop.ask(Diagnose()).ok
    shop.home.place = "memory:copy"
    found = shop.ask(Diagnose())
    assert not found.ok
    [finding] = found.findings
    assert (finding.severity, finding.subject) == ("error", "buying")
    assert "memory:copy" in finding.message
    assert "perpetua buying resume" in finding.advice
    assert found.events == shop.ledger.end()


def test_several_processes_notice_the_same_copy_once(shop: Shop) -> None:
    assets = [shop.sell(), shop.sell()]
    shop.home.place = "memory:copy"
    for process in (shop, shop.restarted()):
        for asset in assets:
            process.provision(asset)
    assert shop.kinds(THE_EPOCH) == ["epoch-began", "buying-paused"]


@pytest.mark.parametrize("patience", [0.0, 60.0])
def test_a_paused_asset_is_not_waited_for(patience: float) -> None:
    shop = open_shop()
    asset = shop.sell()
    shop.home.place = "memory:copy"
    before = shop.clock.now()
    shop.provision(asset, patience=patience)
    assert shop.clock.now() == before
