"""A refresh looks; it never buys what was not being bought (S21, S22, D9, D14)."""

import pytest

from application.asset.refresh_asset import RefreshAsset
from application.ports.microsoft.errors import VendorUnavailable
from application.principal import WORKER
from core.asset.errors import NotSynchronized
from core.asset.values import SyncState
from tests.application.asset.assets import licence_arrives, unknown_asset, without_perpetual_id
from tests.support import fakes_faults as faults
from tests.support.fakes_people import AS_KAFENEIO
from tests.support.fakes_shop import Shop, failed_asset

BUYING = ("create_cart", "renew_cart", "check_out")


def purchases_asked(shop: Shop) -> int:
    return sum(shop.vendor.count(call) for call in BUYING)


def test_s4_s22_a_refresh_is_one_reading_and_no_purchase(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    asked = purchases_asked(shop)
    assert not shop.send(RefreshAsset(asset_id=asset), AS_KAFENEIO).filled
    licence_arrives(shop)
    refreshed = shop.send(RefreshAsset(asset_id=asset), AS_KAFENEIO)
    assert (refreshed.filled, refreshed.perpetual_id) == (True, "issued-later")
    assert purchases_asked(shop) == asked
    assert shop.vendor.count("read_order") == 3


def test_s21_d14_a_missing_perpetual_id_never_makes_an_asset_failed(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    for _ in range(3):
        refreshed = shop.send(RefreshAsset(asset_id=asset), WORKER)
        assert refreshed.sync_state == SyncState.SYNCHRONIZED
    assert shop.kinds(asset)[-1] == "provisioned"


def test_d30_with_a_known_perpetual_id_it_is_seen_whether_the_order_still_stands(
    shop: Shop,
) -> None:
    asset = shop.sell()
    shop.provision(asset)
    calls, kinds = len(shop.vendor.calls), shop.kinds(asset)
    refreshed = shop.send(RefreshAsset(asset_id=asset))
    assert (refreshed.filled, refreshed.status) == (False, "active")
    assert [each.name for each in shop.vendor.calls[calls:]] == ["read_order"]
    assert shop.kinds(asset) == kinds


def test_d6_an_asset_whose_provisioning_fails_meanwhile_says_so(shop: Shop) -> None:
    asset = shop.sell()
    shop.vendor.on("check_out", faults.refused())
    refreshed = shop.send(RefreshAsset(asset_id=asset))
    assert (refreshed.sync_state, refreshed.filled) == (SyncState.FAILED, False)


def test_d9_a_failed_asset_has_nothing_to_refresh_and_is_not_bought(shop: Shop) -> None:
    asset = failed_asset(shop)
    asked = purchases_asked(shop)
    with pytest.raises(NotSynchronized):
        shop.send(RefreshAsset(asset_id=asset))
    assert purchases_asked(shop) == asked


def test_d7_an_unknown_asset_is_looked_up_and_not_bought_again(shop: Shop) -> None:
    asset = unknown_asset(shop)
    asked = purchases_asked(shop)
    refreshed = shop.send(RefreshAsset(asset_id=asset))
    assert refreshed.sync_state == SyncState.UNKNOWN
    assert purchases_asked(shop) == asked


def test_d6_an_asset_in_progress_goes_on(shop: Shop) -> None:
    asset = shop.sell()
    assert shop.send(RefreshAsset(asset_id=asset)).sync_state == SyncState.SYNCHRONIZED
    assert shop.vendor.purchases == 1


def test_who_is_out_of_reach_is_told_so(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    shop.vendor.on("read_order", faults.unavailable())
    with pytest.raises(VendorUnavailable):
        shop.send(RefreshAsset(asset_id=asset))
