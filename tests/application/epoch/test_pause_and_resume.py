"""An operator pauses buying, and resumes it after a clean reconciliation (D33, B24)."""

from __future__ import annotations

from uuid import UUID

import pytest

from application.epoch.pause_buying import PauseBuying
from application.epoch.resume_buying import ResumeBuying
from application.queries.buying import Buying, ShowBuying
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.asset.values import SyncState
from core.epoch.errors import BuyingIsPaused, BuyingNotPaused, NotReconciled
from core.ids import THE_EPOCH
from core.kernel.errors import Forbidden
from tests.application.epoch.restored import restored
from tests.support.fakes_people import AUDITOR, INSTANCE
from tests.support.fakes_shop import Shop


def reconcile(shop: Shop) -> UUID:
    """A clean one, once Microsoft shows everything that was bought before (D17)."""
    shop.clock.pass_by(minutes=40)
    run = shop.send(ReconcileInstance(instance_id=INSTANCE))
    assert run.clean
    return run.reconciliation_id


def buying(shop: Shop) -> Buying:
    return shop.ask(ShowBuying(), AUDITOR)


def resume(shop: Shop) -> None:
    shop.send(ResumeBuying(reason="compared with Microsoft"))


def test_d33_b24_after_a_clean_reconciliation_an_operator_resumes_and_the_asset_goes_on(
    shop: Shop,
) -> None:
    asset = shop.sell()
    shop.home.place = "memory:copy"
    shop.provision(asset)
    clean = reconcile(shop)
    resume(shop)
    assert shop.provision(asset).sync_state == SyncState.SYNCHRONIZED
    assert shop.vendor.purchases == 1
    last = shop.ledger.stream(THE_EPOCH)[-1]
    assert (last.topic, last.metadata.reason) == (
        "ledger.buying-resumed.v1",
        "compared with Microsoft",
    )
    assert getattr(last.event, "reconciliations", None) == (clean,)


def test_d33_a_reconciliation_from_before_the_restore_does_not_count(shop: Shop) -> None:
    asset = shop.sell()
    reconcile(shop)
    shop.clock.pass_by(minutes=1)
    shop.home.place = "memory:copy"
    shop.provision(asset)
    with pytest.raises(NotReconciled, match="Hellas"):
        resume(shop)
    assert buying(shop).unreconciled == ("Hellas",)
    shop.provision(asset)
    assert shop.vendor.count("create_cart") == 0


def test_d33_a_restore_that_only_the_resume_notices_counts_from_then(shop: Shop) -> None:
    shop.sell()
    reconcile(shop)
    shop.clock.pass_by(minutes=1)
    shop.home.place = "memory:copy"
    with pytest.raises(NotReconciled):
        resume(shop)
    assert shop.kinds(THE_EPOCH) == ["epoch-began", "buying-paused"]
    reconcile(shop)
    resume(shop)
    assert buying(shop).allowed


def test_d33_b2_what_the_restored_ledger_forgot_must_be_settled_before_it_buys(shop: Shop) -> None:
    """Bought once, found by its reference, and not bought again after the resume."""
    shop.vendor.habits.pending_reads = 1000
    shop.vendor.habits.lists_orders = False
    asset = shop.sell()
    sold = len(shop.ledger.recorded)
    shop.provision(asset)
    older = restored(shop, sold)
    assert older.provision(asset).in_progress
    early = older.send(ReconcileInstance(instance_id=INSTANCE))
    assert early.clean, "Microsoft shows the order later"
    with pytest.raises(NotReconciled, match="12:30:00Z or later"):
        resume(older)
    older.clock.pass_by(minutes=40)
    older.vendor.habits.lists_orders = True
    late = older.send(ReconcileInstance(instance_id=INSTANCE))
    assert (late.clean, late.counts.unlinked) == (False, 1)
    with pytest.raises(NotReconciled):
        resume(older)
    older.vendor.habits.pending_reads = 0
    assert older.provision(asset).sync_state == SyncState.SYNCHRONIZED
    reconcile(older)
    resume(older)
    older.provision(older.sell())
    assert older.vendor.purchases == 2


def test_an_instance_without_assets_needs_no_reconciliation(shop: Shop) -> None:
    shop.send(PauseBuying(reason="an audit"))
    assert buying(shop).unreconciled == ()
    resume(shop)
    assert buying(shop).allowed


def test_a_pause_by_hand_stops_everything_that_buys_and_says_why(shop: Shop) -> None:
    asset = shop.sell()
    shop.send(PauseBuying(reason="Microsoft answers strangely"))
    assert "Microsoft answers strangely" in str(shop.provision(asset).trouble)
    assert shop.vendor.count("create_cart") == 0
    shown = buying(shop)
    assert (shown.allowed, shown.cause, shown.epoch) == (False, "by-hand", 1)
    assert shown.paused_since == shop.clock.now()
    with pytest.raises(BuyingIsPaused):
        shop.send(PauseBuying(reason="once more"))


def test_what_is_shown_of_a_ledger_that_buys(shop: Shop) -> None:
    shown = buying(shop)
    assert (shown.allowed, shown.epoch, shown.message) == (True, 1, None)
    assert shown.identity_known == shown.identity_seen == "memory:here"
    with pytest.raises(BuyingNotPaused):
        resume(shop)


def test_looking_stores_nothing(shop: Shop) -> None:
    end = shop.ledger.end()
    shop.home.place = "memory:copy"
    shown = buying(shop)
    assert (shown.allowed, shown.cause, shown.paused_since) == (False, "elsewhere", None)
    assert shop.ledger.end() == end


def test_every_resume_after_a_doubt_begins_an_epoch_and_old_landmarks_end(shop: Shop) -> None:
    shop.provision(shop.sell())
    for number, place in enumerate(("memory:second", "memory:third"), start=2):
        shop.home.place = place
        asset = shop.sell()
        shop.provision(asset)
        reconcile(shop)
        resume(shop)
        shop.provision(asset)
        assert shop.home.kept
        assert (buying(shop).epoch, shop.home.kept.epoch) == (number, number)
    assert shop.vendor.purchases == 3


def test_only_operators_pause_and_resume(shop: Shop) -> None:
    for command in (PauseBuying(reason="an audit"), ResumeBuying(reason="an audit")):
        with pytest.raises(Forbidden):
            shop.send(command, AUDITOR)
