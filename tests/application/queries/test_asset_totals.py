"""Sync health and unprovisioned value, counted as events come (B18)."""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from application.asset.settle_unknown import SettleUnknown
from application.ports.rows import Rows
from application.projections.bss_assets import BSS_ASSETS
from application.queries.asset_totals import AssetTotalsView, ShowAssetTotals
from core.asset.values import AssetStatus, SyncState
from core.kernel.errors import Refused
from tests.application.asset.assets import unknown_asset
from tests.application.cancellation.counter import approve, cancel, licensed, request
from tests.application.projections.test_folds import ACTIONS, again
from tests.support.fakes_people import AUDITOR
from tests.support.fakes_shop import Shop, failed_asset, open_shop

Step = Callable[[Shop, UUID], object]


def totals(shop: Shop) -> AssetTotalsView:
    return shop.ask(ShowAssetTotals(), AUDITOR)


def counts(shop: Shop) -> tuple[int, int, int, int, int]:
    found = totals(shop)
    return (found.synchronized, found.failed, found.unknown, found.in_progress, found.canceled)


def value(shop: Shop) -> list[str]:
    return [str(each) for each in totals(shop).unprovisioned]


def test_nothing_is_counted_before_the_first_sale(shop: Shop) -> None:
    assert (counts(shop), value(shop)) == ((0, 0, 0, 0, 0), [])


def test_what_was_sold_is_unprovisioned_until_its_licence_is_there(shop: Shop) -> None:
    asset = shop.sell()
    assert (counts(shop), value(shop)) == ((0, 0, 0, 1, 0), ["825.00 EUR"])
    shop.provision(asset)
    assert (counts(shop), value(shop)) == ((1, 0, 0, 0, 0), [])


def test_failed_ones_stay_unprovisioned_and_a_second_purchase_settles_them(shop: Shop) -> None:
    asset = failed_asset(shop)
    shop.sell()
    assert (counts(shop), value(shop)) == ((0, 1, 0, 1, 0), ["1650.00 EUR"])
    shop.vendor.on("check_out", None)
    again(shop, asset)
    assert counts(shop) == (1, 0, 0, 1, 0)


def test_d17_a_doubt_is_counted_as_such_until_a_person_decides(shop: Shop) -> None:
    asset = unknown_asset(shop)
    shop.provision(asset)
    assert counts(shop) == (0, 0, 1, 0, 0)
    shop.clock.pass_by(minutes=16)
    shop.send(SettleUnknown(asset_id=asset, reason="asked Microsoft's support"))
    assert counts(shop) == (0, 1, 0, 0, 0)


def test_d30_a_canceled_asset_is_neither_synchronized_nor_unprovisioned(shop: Shop) -> None:
    asset = licensed(shop)
    request(shop, asset)
    assert counts(shop) == (1, 0, 0, 0, 0)
    cancel(shop, asset)
    assert (counts(shop), value(shop)) == ((0, 0, 0, 0, 1), [])


def test_d30_a_failed_asset_that_is_canceled_waits_for_no_licence(shop: Shop) -> None:
    approve(shop, failed_asset(shop))
    assert (counts(shop), value(shop)) == ((0, 0, 0, 0, 1), [])


@settings(max_examples=20, database=None)
@given(steps=st.lists(st.sampled_from(ACTIONS), max_size=8))
def test_whatever_happens_the_totals_are_those_of_the_assets(steps: list[Step]) -> None:
    shop = open_shop()
    assets = [failed_asset(shop), shop.sell()]
    shop.vendor.on("check_out", None)
    for number, step in enumerate(steps):
        act(shop, step, assets[number % 2])
    assert counts(shop) == counted(shop.rows)
    assert totals(shop).all == len(shop.rows.all(BSS_ASSETS, order=()))


def act(shop: Shop, step: Step, asset: UUID) -> None:
    with suppress(Refused):
        step(shop, asset)


def counted(rows: Rows) -> tuple[int, int, int, int, int]:
    records = rows.all(BSS_ASSETS, order=())
    states = [each.sync_state for each in records if each.status == AssetStatus.ACTIVE]
    waiting = states.count(SyncState.PENDING) + states.count(SyncState.ORDERED)
    return (
        states.count(SyncState.SYNCHRONIZED),
        states.count(SyncState.FAILED),
        states.count(SyncState.UNKNOWN),
        waiting,
        len(records) - len(states),
    )
