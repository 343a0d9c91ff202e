"""Edit and save: edits are stored, and a missing perpetual id comes along (S9, S22, D5, D9)."""

import pytest

from application.asset.edit_asset import EditAsset
from core.asset.asset import Asset
from core.asset.errors import SystemOwnedField
from core.asset.values import SYSTEM_FIELDS
from core.kernel.errors import Invalid, StaleVersion
from tests.application.asset.assets import licence_arrives, without_perpetual_id
from tests.support import fakes_faults as faults
from tests.support.fakes_people import AS_KAFENEIO
from tests.support.fakes_shop import Shop, failed_asset


def test_s4_s9_a_customer_renames_its_asset(shop: Shop) -> None:
    asset = shop.sell(by=AS_KAFENEIO)
    edited = shop.send(EditAsset(asset_id=asset, name="Front desk"), AS_KAFENEIO)
    assert (edited.version, edited.filled, edited.trouble) == (2, False, None)
    assert shop.asset(asset).name == "Front desk"
    assert shop.asset(asset).details.sku_name == "Office LTSC Professional Plus 2024"


def test_s22_edit_and_save_stores_the_edits_and_fills_the_perpetual_id(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    licence_arrives(shop)
    edited = shop.send(EditAsset(asset_id=asset, name="Front desk"))
    assert edited.filled
    assert shop.kinds(asset)[-2:] == ["renamed", "perpetual-id-filled"]
    assert shop.asset(asset).require_licence().perpetual_id == "issued-later"
    assert edited.version == shop.asset(asset).version


def test_s22_saving_without_a_change_fills_it_too(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    licence_arrives(shop)
    assert shop.send(EditAsset(asset_id=asset)).filled
    assert not shop.send(EditAsset(asset_id=asset)).filled


def test_s22_the_edits_are_stored_when_microsoft_is_out_of_reach(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    shop.vendor.on("read_order", faults.unavailable(), faults.refused())
    for name in ("Front desk", "Back office"):
        edited = shop.send(EditAsset(asset_id=asset, name=name))
        assert edited.trouble
        assert shop.asset(asset).name == name


def test_the_edits_are_stored_when_this_process_cannot_talk_to_microsoft_s22(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    shop.vendors.credentials.clear()
    edited = shop.send(EditAsset(asset_id=asset, name="Front desk"))
    assert edited.trouble
    assert "credentials" in edited.trouble
    assert shop.asset(asset).name == "Front desk"


def test_the_edits_are_stored_when_the_worker_fills_it_first_s22(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    licence_arrives(shop)
    other = shop.restarted()
    shop.vendor.on("read_order", faults.meanwhile(lambda: other.send(EditAsset(asset_id=asset))))
    version = shop.asset(asset).version
    command = EditAsset(asset_id=asset, name="Front desk", expected_version=version)
    assert shop.send(command).trouble is None
    assert shop.asset(asset).name == "Front desk"
    assert shop.kinds(asset).count("perpetual-id-filled") == 1


def test_s15_editing_a_failed_asset_buys_nothing_by_itself(shop: Shop) -> None:
    asset = failed_asset(shop)
    calls = len(shop.vendor.calls)
    shop.send(EditAsset(asset_id=asset, name="Front desk"))
    assert len(shop.vendor.calls) == calls


@pytest.mark.parametrize("field", SYSTEM_FIELDS)
def test_s84_d5_the_four_vendor_ids_are_not_edited_and_nothing_else_of_the_save(
    field: str, shop: Shop
) -> None:
    asset = shop.sell()
    with pytest.raises(SystemOwnedField):
        shop.send(EditAsset(asset_id=asset, name="Mine", custom_fields={field: "x"}))
    assert shop.ledger.get(Asset, asset).version == 1


def test_a_stale_or_empty_edit_is_refused(shop: Shop) -> None:
    asset = shop.sell()
    with pytest.raises(StaleVersion):
        shop.send(EditAsset(asset_id=asset, name="Mine", expected_version=2))
    with pytest.raises(Invalid):
        shop.send(EditAsset(asset_id=asset, name=" "))
