"""Several workers: who works on what, and what a dead one leaves (S6, B1)."""

from __future__ import annotations

from uuid import UUID

import pytest

from application.ports.leases import Leases, Rest
from application.processes.asset_work import Done
from core.asset.values import SyncState
from tests.application.processes.working import worked
from tests.support.builders import OFFICE
from tests.support.fakes_faults import crash_before, meanwhile
from tests.support.fakes_runtime import Crash
from tests.support.fakes_shop import Shop


def test_s6_a_worker_provisions_what_is_created_and_gives_it_back(shop: Shop) -> None:
    asset = shop.sell()
    assert worked(shop) == [Done(asset, "synchronized", None)]
    assert shop.leases.all() == ()
    assert worked(shop) == []


def test_an_asset_that_another_worker_holds_is_left_to_it(shop: Shop) -> None:
    asset = shop.sell()
    other = shop.restarted()
    seen: list[list[Done]] = []
    shop.vendor.on("create_cart", meanwhile(lambda: seen.append(worked(other))))
    worked(shop)
    assert seen == [[]]
    assert shop.asset(asset).sync is SyncState.SYNCHRONIZED


def test_a_task_that_was_found_before_another_worker_took_it_is_left_to_it(shop: Shop) -> None:
    shop.sell()
    [task] = shop.work.due()
    assert shop.leases.take(task.asset, "another", 45)
    assert shop.work.run(task) is None


def test_a_dead_workers_asset_is_taken_over_within_a_minute(shop: Shop) -> None:
    asset = shop.sell()
    assert shop.leases.take(asset, "dead", 45)
    assert worked(shop) == []
    shop.clock.pass_by(seconds=46)
    assert worked(shop) == [Done(asset, "synchronized", None)]


def test_whoever_works_long_renews_and_is_not_overtaken(shop: Shop) -> None:
    asset = shop.sell()
    other = shop.restarted()
    seen: list[list[Done]] = []

    def long_call() -> None:
        for _ in range(10):
            shop.clock.pass_by(seconds=15)
            shop.work.renew()
            seen.append(worked(other))

    shop.vendor.on("create_cart", meanwhile(long_call))
    worked(shop)
    assert seen == [[]] * 10
    assert shop.asset(asset).sync is SyncState.SYNCHRONIZED


def test_a_call_that_hangs_for_ever_does_not_keep_the_asset(shop: Shop) -> None:
    shop.sell()
    other = shop.restarted()
    seen: list[Done] = []

    def hangs() -> None:
        for _ in range(60):
            shop.clock.pass_by(seconds=15)
            shop.work.renew()
        seen.extend(worked(other))

    shop.vendor.on("create_cart", meanwhile(hangs))
    worked(shop)
    assert [each.state for each in seen] == ["synchronized"]


def test_b1_without_any_lease_two_workers_still_buy_once(shop: Shop) -> None:
    """A lease is only a hint: the ledger decides."""

    class NobodyHolds:
        def take(self, subject: UUID, holder: str, seconds: float) -> bool:
            return True

        def renew(self, subject: UUID, holder: str, seconds: float) -> bool:
            return True

        def give_back(self, subject: UUID, holder: str) -> None: ...
        def put_aside(self, subject: UUID, holder: str, rest: Rest) -> None: ...
        def forget(self, subject: UUID) -> None: ...
        def all(self) -> tuple[()]:
            return ()

    shop.sell()
    one, other = (Shop(of=shop, overrides={Leases: NobodyHolds()}) for _ in range(2))
    for call in ("create_cart", "read_cart", "check_out", "read_order"):
        shop.vendor.on(call, meanwhile(lambda: worked(other)))
        worked(one)
    assert len(shop.vendor.orders) == 1


def test_workers_begin_at_different_assets(shop: Shop) -> None:
    for _ in range(6):
        shop.sell((OFFICE, 1))
    orders = {tuple(task.asset for task in each.work.due()) for each in (shop, shop.restarted())}
    assert len(orders) == 2
    assert len({frozenset(order) for order in orders}) == 1


def test_b1_a_worker_that_dies_leaves_work_for_the_next(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("check_out", crash_before())
    with pytest.raises(Crash):
        worked(shop)
    heir = shop.restarted()
    shop.clock.pass_by(seconds=46)
    assert [each.asset for each in worked(heir)] == [asset]
    assert len(shop.vendor.orders) == 1
