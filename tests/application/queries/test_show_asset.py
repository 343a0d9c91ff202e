"""One asset now, at a time, and at a version (S24, S25, B5, D6, D34)."""

from datetime import datetime, timedelta, timezone
from uuid import UUID, uuid5

import pytest

from application.asset.edit_asset import EditAsset
from application.queries.asset_view import CostedAssetView
from application.queries.show_asset import AssetAsOf, ShowAsset
from core.kernel.errors import Invalid, NotFound
from tests.support.fakes_people import AUDITOR, ENGINEER, FINANCE, KAFENEIO, OPERATOR
from tests.support.fakes_shop import Shop
from tests.support.scenario import minutes


@pytest.fixture
def asset(shop: Shop) -> UUID:
    """Sold at noon, provisioned at 12:10, renamed at 12:20."""
    sold = shop.sell()
    shop.clock.pass_by(minutes=10)
    shop.provision(sold)
    shop.clock.pass_by(minutes=10)
    shop.send(EditAsset(asset_id=sold, name="Front desk"))
    return sold


def at(shop: Shop, asset: UUID, moment: datetime) -> AssetAsOf:
    return shop.ask(ShowAsset(asset_id=asset, at=moment), AUDITOR)


def test_s10_s11_s16_s19_s25_all_the_information_is_shown(shop: Shop, asset: UUID) -> None:
    shown = shop.ask(ShowAsset(asset_id=asset)).asset
    assert (shown.status, shown.sync_status, shown.provisioning_in_progress) == (
        "active",
        "synchronized",
        False,
    )
    assert (shown.purchase_date, shown.provisioned_at) == (minutes(0), minutes(10))
    assert (shown.name, shown.perpetual_license_sku) == (
        "Front desk",
        "Office LTSC Professional Plus 2024",
    )
    assert (shown.asset_type, shown.quantity, shown.account_id) == ("Licenses", 2, KAFENEIO)
    assert str(shown.price.total) == "825.00 EUR"
    assert (shown.price.unit_name, shown.price.billing_term) == ("Licenses", "one time")


def test_s18_s20_s83_s84_d13_the_four_fields_of_microsoft_are_shown(
    shop: Shop, asset: UUID
) -> None:
    shown = shop.ask(ShowAsset(asset_id=asset)).asset
    [order] = shop.vendor.orders.values()
    assert shown.custom_fields == {
        "Perpetual Order ID": order.order_id,
        "Perpetual Order ID Alias": order.alias,
        "Perpetual ID": order.lines[0].perpetual_id,
        "Catalog ID": order.lines[0].catalog_id,
    }
    assert shown.perpetual_id == order.lines[0].perpetual_id


def test_d11_d30_the_return_deadline_counts_from_microsofts_purchase(
    shop: Shop, asset: UUID
) -> None:
    shown = shop.ask(ShowAsset(asset_id=asset)).asset
    assert shown.return_deadline == minutes(10) + timedelta(days=30)


def test_d6_outside_there_is_no_sync_status_while_provisioning_is_in_progress(
    shop: Shop, asset: UUID
) -> None:
    before = at(shop, asset, minutes(5)).asset
    assert (before.sync_status, before.provisioning_in_progress) == (None, True)
    assert (before.perpetual_order_id, before.return_deadline) == (None, None)


def test_b5_d34_the_asset_as_it_was_at_a_time(shop: Shop, asset: UUID) -> None:
    named = [at(shop, asset, minutes(each)).asset.name for each in (0, 19, 20, 600)]
    assert named[:2] == ["Office LTSC Professional Plus 2024 (Commercial)"] * 2
    assert named[2:] == ["Front desk"] * 2


def test_d34_the_answer_names_the_position_of_the_ledger(shop: Shop, asset: UUID) -> None:
    shown = at(shop, asset, minutes(10))
    assert shown.as_of.position == shop.ledger.position_at(minutes(10))
    assert shown.as_of.version == shown.asset.version == 5
    assert shown.as_of.time == minutes(10)


def test_d34_a_time_of_another_zone_is_the_same_moment(shop: Shop, asset: UUID) -> None:
    athens = minutes(10).astimezone(timezone(timedelta(hours=2)))
    assert at(shop, asset, athens) == at(shop, asset, minutes(10))


@pytest.mark.parametrize("version", [1, 3, 5, 6])
def test_b5_the_asset_as_it_was_at_a_version(version: int, shop: Shop, asset: UUID) -> None:
    shown = shop.ask(ShowAsset(asset_id=asset, version=version))
    assert shown.asset.version == shown.as_of.version == version
    assert shop.ask(ShowAsset(asset_id=asset)).asset.version == 6


def test_b5_before_its_beginning_there_was_no_asset(shop: Shop, asset: UUID) -> None:
    for asked in (
        ShowAsset(asset_id=asset, at=minutes(-1)),
        ShowAsset(asset_id=uuid5(asset, "none")),
        ShowAsset(asset_id=KAFENEIO),
    ):
        with pytest.raises(NotFound):
            shop.ask(asked)


@pytest.mark.parametrize("version", [-1, 0, 7])
def test_b5_a_version_that_never_was_is_refused(version: int, shop: Shop, asset: UUID) -> None:
    with pytest.raises(Invalid, match="versions 1 to 6"):
        shop.ask(ShowAsset(asset_id=asset, version=version))


def test_a_time_needs_its_zone_and_excludes_a_version_d34(shop: Shop, asset: UUID) -> None:
    with pytest.raises(Invalid, match="zone"):
        at(shop, asset, minutes(0).replace(tzinfo=None))
    with pytest.raises(Invalid, match="not for both"):
        shop.ask(ShowAsset(asset_id=asset, at=minutes(0), version=1))


def test_d15_cost_is_for_operators_finance_and_auditors(shop: Shop, asset: UUID) -> None:
    for by in (OPERATOR, FINANCE, AUDITOR):
        shown = shop.ask(ShowAsset(asset_id=asset), by).asset
        assert isinstance(shown, CostedAssetView)
        assert str(shown.cost.total) == "600.00 EUR"
    assert not isinstance(shop.ask(ShowAsset(asset_id=asset), ENGINEER).asset, CostedAssetView)
