"""People who buy or refresh while workers run (S6, S22)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from application.asset.refresh_asset import RefreshAsset
from application.processes.asset_work import Done
from tests.application.processes.working import worked
from tests.support.fakes_faults import meanwhile
from tests.support.fakes_shop import Shop


def test_an_inline_purchase_waits_for_what_a_worker_is_busy_with(shop: Shop) -> None:
    asset = shop.sell()
    assert shop.leases.take(asset, "worker", 45)
    begun = shop.clock.now()
    [result] = shop.process.provision([asset], channel="cli", patience=20)
    assert (result.sync_state, result.in_progress) == ("pending", True)
    assert (shop.clock.now() - begun).total_seconds() == pytest.approx(20, abs=1)
    assert shop.vendor.count("create_cart") == 0


def test_an_inline_purchase_takes_over_what_the_worker_leaves(shop: Shop) -> None:
    asset = shop.sell()
    assert shop.leases.take(asset, "dying", 10)
    [result] = shop.process.provision([asset], channel="cli", patience=20)
    assert result.sync_state == "synchronized"


def test_an_inline_purchase_stays_with_a_slow_order_and_shows_that_it_does(shop: Shop) -> None:
    asset = shop.sell()
    other = shop.restarted()
    shop.vendor.habits = replace(shop.vendor.habits, pending_reads=12)
    seen: list[list[Done]] = []
    for _ in range(12):
        shop.vendor.on("read_order", meanwhile(lambda: seen.append(worked(other))))
    [result] = shop.process.provision([asset], channel="cli", patience=60)
    assert result.sync_state == "synchronized"
    assert seen == [[]] * 12


def test_a_refresh_by_hand_steps_aside_for_a_worker(shop: Shop) -> None:
    asset = shop.sell()
    assert shop.leases.take(asset, "worker", 45)
    assert shop.send(RefreshAsset(asset_id=asset)).sync_state == "pending"
    shop.leases.give_back(asset, "worker")
    assert shop.send(RefreshAsset(asset_id=asset)).sync_state == "synchronized"
