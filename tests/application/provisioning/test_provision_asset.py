"""What whoever waits for provisioning is told, and how long they wait (S6, S7, D6)."""

from application.ports.ledger import Ledger
from application.principal import Role
from core.asset.values import SyncState
from tests.support import fakes_faults as faults
from tests.support.fakes_people import AS_KAFENEIO
from tests.support.fakes_shop import Shop
from tests.support.scenario import minutes


def test_s6_s7_the_licence_is_created_and_tied_to_the_asset_with_its_ids_d13(shop: Shop) -> None:
    asset = shop.sell()
    standing = shop.provision(asset)
    [order] = shop.vendor.orders.values()
    licence = shop.asset(asset).require_licence()
    assert (licence.order_id, licence.alias) == (order.order_id, order.alias)
    assert licence.perpetual_id == order.lines[0].perpetual_id
    assert licence.catalog_id == order.lines[0].catalog_id
    assert licence.ordered_at == order.ordered_at
    assert (standing.in_progress, standing.trouble) == (False, None)
    assert standing.perpetual_order_id == order.order_id
    assert order.lines[0].quantity == 2


def test_a_finished_asset_is_left_alone_d9(shop: Shop) -> None:
    asset = shop.sell()
    shop.provision(asset)
    calls, events = len(shop.vendor.calls), shop.ledger.end()
    shop.provision(asset, patience=60)
    assert (len(shop.vendor.calls), shop.ledger.end()) == (calls, events)


def test_d6_an_order_that_is_pending_long_is_waited_for_and_never_bought_again(shop: Shop) -> None:
    shop.vendor.habits.pending_reads = 50
    asset = shop.sell()
    standing = shop.provision(asset, patience=20)
    assert (standing.sync_state, standing.in_progress) == (SyncState.ORDERED, True)
    assert standing.perpetual_order_id == "order-1"
    assert minutes(0) < shop.clock.now() <= minutes(20 / 60)
    for _ in range(60):
        shop.provision(asset)
    assert shop.asset(asset).sync is SyncState.SYNCHRONIZED
    assert shop.vendor.count("check_out") == 1


def test_microsofts_own_pause_is_kept(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("create_cart", faults.unavailable(retry_after=57))
    assert shop.provision(asset, patience=30).trouble == "Not reached."
    assert shop.clock.now() == minutes(0)
    shop.vendor.on("create_cart", faults.unavailable(retry_after=57))
    assert not shop.provision(asset, patience=60).in_progress
    assert shop.clock.now() == minutes(57 / 60)


def test_s27_a_failure_is_told_in_microsofts_words(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("check_out", faults.refused("800030"))
    standing = shop.provision(asset)
    assert (standing.sync_state, standing.trouble) == (
        SyncState.FAILED,
        "800030: Microsoft says no.",
    )


def test_s6_the_process_finishes_what_any_process_began(shop: Shop) -> None:
    first, second = shop.sell(), shop.sell(by=AS_KAFENEIO)
    shop.provision(first)
    other = shop.restarted()
    assert other.process.unfinished() == (second,)
    [standing] = other.process.provision(other.process.unfinished(), channel="worker")
    assert standing.asset_id == second
    assert other.process.unfinished() == ()


def test_b11_the_worker_acts_because_of_what_a_person_decided(shop: Shop) -> None:
    asset = shop.sell(by=AS_KAFENEIO)
    list(shop.process.provision([asset], channel="worker"))
    created, attempted, *_ = shop.ledger.stream(asset)
    assert attempted.metadata.actor == "system:worker"
    assert attempted.metadata.role == Role.SYSTEM
    assert attempted.metadata.causation_id == f"{asset}@1"
    assert attempted.metadata.correlation_id == created.metadata.correlation_id
    assert shop.container.resolve(Ledger) is shop.ledger
