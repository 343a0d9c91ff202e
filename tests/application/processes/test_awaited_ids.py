"""Workers look for missing perpetual ids (D14)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from application.asset.refresh_asset import RefreshAsset
from application.processes.asset_work import Done
from application.queries.diagnose import Diagnose
from application.queries.list_assets import ListAssets
from core.asset.values import SyncState
from tests.application.processes.working import rested, worked
from tests.support.fakes_faults import unavailable
from tests.support.fakes_people import ENGINEER
from tests.support.fakes_shop import Shop


def awaiting(shop: Shop) -> UUID:
    """Synchronized without perpetual id."""
    shop.vendor.habits = replace(shop.vendor.habits, issues_perpetual_id=False)
    asset = shop.sell()
    shop.provision(asset)
    return asset


def reads(shop: Shop) -> int:
    return shop.vendor.count("read_order")


def test_d14_a_missing_perpetual_id_is_looked_for_by_the_schedule(shop: Shop) -> None:
    asset = awaiting(shop)
    begun, looks, before = shop.clock.now(), [], reads(shop)
    for _ in range(3600 // 5):
        shop.clock.pass_by(seconds=5)
        worked(shop)
        if reads(shop) > before:
            looks.append((shop.clock.now() - begun).total_seconds())
            before = reads(shop)
    assert looks == [15, 60, 300, 1200, 2100, 3000]
    assert shop.asset(asset).sync is SyncState.SYNCHRONIZED


def test_d14_what_microsoft_issues_later_is_found_without_anybody_asking(shop: Shop) -> None:
    asset = awaiting(shop)
    [order] = shop.vendor.orders.values()
    issued = replace(order, lines=(replace(order.lines[0], perpetual_id="late-1"),))
    shop.vendor.orders[order.order_id] = issued
    shop.clock.pass_by(seconds=15)
    assert worked(shop) == [Done(asset, "issued", None)]
    assert shop.kinds(asset)[-1] == "perpetual-id-filled"
    assert shop.leases.all() == ()
    assert worked(shop) == []


def test_d14_several_workers_look_once(shop: Shop) -> None:
    awaiting(shop)
    shop.clock.pass_by(seconds=15)
    before = reads(shop)
    for process in (shop, shop.restarted(), shop.restarted()):
        worked(process)
    assert reads(shop) == before + 1


def test_d14_after_two_days_nobody_looks_and_nobody_is_alarmed(shop: Shop) -> None:
    asset = awaiting(shop)
    statuses = []
    for hours in (47, 2):
        shop.clock.pass_by(hours=hours)
        worked(shop)
        [view] = shop.ask(ListAssets()).items
        statuses.append(view.perpetual_id_status)
    assert statuses == ["awaited", "not_issued"]
    before = reads(shop)
    shop.clock.pass_by(hours=1)
    worked(shop)
    assert (reads(shop), shop.leases.all()) == (before, ())
    findings = shop.ask(Diagnose(), ENGINEER).findings
    assert not [each for each in findings if each.subject.startswith("asset")]
    assert not shop.send(RefreshAsset(asset_id=asset)).filled
    assert reads(shop) == before + 1


def test_d14_a_look_that_microsoft_does_not_answer_waits_for_the_next_one(shop: Shop) -> None:
    asset = awaiting(shop)
    shop.clock.pass_by(seconds=15)
    shop.vendor.on("read_order", unavailable(retry_after=1))
    [done] = worked(shop)
    assert done.rest
    assert done.rest.trouble == "Not reached."
    assert rested(shop, asset) == 45
