"""What the dashboard shows first: assets that need a person (B18, D7, D14, D17, D30)."""

from datetime import timedelta

from application.asset.refresh_asset import RefreshAsset
from application.queries.assets_in_trouble import MOST, AssetsInTrouble, ShowAssetsInTrouble
from tests.application.asset.assets import licence_arrives, unknown_asset, without_perpetual_id
from tests.application.cancellation.counter import approve, decline, licensed, request
from tests.support.fakes_people import ENGINEER, KAFENEIO
from tests.support.fakes_shop import Shop, failed_asset


def troubles(shop: Shop) -> AssetsInTrouble:
    return shop.ask(ShowAssetsInTrouble(), ENGINEER)


def test_a_healthy_shop_needs_nobody(shop: Shop) -> None:
    shop.provision(shop.sell())
    shop.sell()
    assert not troubles(shop).any


def test_s13_a_failed_asset_is_shown_with_why_and_for_how_much(shop: Shop) -> None:
    asset = failed_asset(shop)
    [shown] = troubles(shop).failed.items
    assert (shown.asset_id, shown.end_customer_id) == (asset, KAFENEIO)
    assert str(shown.total) == "825.00 EUR"
    assert shown.last_error
    assert shown.last_error.code == "800030"


def test_a_failed_asset_that_was_given_up_needs_nobody(shop: Shop) -> None:
    approve(shop, failed_asset(shop))
    assert not troubles(shop).any


def test_only_the_oldest_are_shown_and_that_there_are_more(shop: Shop) -> None:
    assets = [failed_asset(shop) for _ in range(MOST + 1)]
    failed = troubles(shop).failed
    assert len(failed.items) == MOST
    assert failed.more
    assert {each.asset_id for each in failed.items} <= set(assets)


def test_d17_a_doubt_tells_from_when_it_may_be_decided(shop: Shop) -> None:
    asset = unknown_asset(shop)
    shop.provision(asset)
    [shown] = troubles(shop).unknown.items
    searched = shop.asset(asset).searched_since
    assert searched
    assert (shown.asset_id, shown.verdict_from) == (asset, searched + timedelta(minutes=30))


def test_d30_a_requested_cancellation_waits_for_an_operator(shop: Shop) -> None:
    asset = licensed(shop)
    request(shop, asset)
    [shown] = troubles(shop).requested.items
    assert (shown.asset_id, shown.asked_because) == (asset, "not needed")
    assert shown.return_until
    decline(shop, asset)
    assert not troubles(shop).any


def test_d14_a_perpetual_id_that_is_not_issued_for_48_hours_is_shown(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    shop.clock.pass_by(hours=48)
    assert not troubles(shop).any
    shop.clock.pass_by(seconds=1)
    [shown] = troubles(shop).id_missing.items
    assert shown.asset_id == asset
    licence_arrives(shop)
    shop.send(RefreshAsset(asset_id=asset))
    assert not troubles(shop).any
