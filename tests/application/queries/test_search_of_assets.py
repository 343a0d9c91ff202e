"""Billing > Assets: found by what people know of a licence (S1, S2, S8, S26)."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import pytest

from application.asset.edit_asset import EditAsset
from application.asset.refresh_asset import RefreshAsset
from application.ports.microsoft.customers import VettedQualification
from application.queries.list_assets import ListAssets
from application.queries.show_asset import ShowAsset
from core.kernel.errors import Invalid
from core.qualification import Qualification
from tests.application.asset.assets import licence_arrives, without_perpetual_id
from tests.support import fakes_faults as faults
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS
from tests.support.fakes_people import (
    AUDITOR,
    INSTANCE,
    KAFENEIO,
    RESELLER,
    SCHOOL,
    STRANGER,
    TENANTS,
)
from tests.support.fakes_shop import Shop, failed_asset


@pytest.fixture
def assets(shop: Shop) -> list[UUID]:
    """Oldest first: of a customer, of a stranger with a purchase order, of a school."""
    profile = shop.vendor.profiles[TENANTS[SCHOOL]]
    approved = (VettedQualification(Qualification.EDUCATION, "Approved"),)
    shop.vendor.profiles[TENANTS[SCHOOL]] = replace(profile, qualifications=approved)
    return [
        named(shop, "Überseebüro", shop.sell(account=KAFENEIO)),
        named(shop, "front desk", shop.sell(account=STRANGER, purchase_order="Autumn PO-4711")),
        named(shop, "Class 3b", shop.sell((OFFICE_FOR_SCHOOLS, 1), account=SCHOOL)),
    ]


def named(shop: Shop, name: str, asset: UUID) -> UUID:
    shop.provision(asset)
    shop.send(EditAsset(asset_id=asset, name=name, custom_fields={}))
    shop.clock.pass_by(minutes=1)
    return asset


def listed(shop: Shop, **asked: object) -> list[UUID]:
    return [each.id for each in shop.ask(ListAssets.model_validate(asked), AUDITOR).items]


def bought_on(shop: Shop, asset: UUID) -> datetime:
    return shop.ask(ShowAsset(asset_id=asset)).asset.purchase_date


@pytest.mark.parametrize("text", ["ÜBERSEE", "büro", " seeb ", "überseebüro"])
def test_s8_an_asset_is_found_by_a_part_of_its_name(
    shop: Shop, assets: list[UUID], text: str
) -> None:
    assert listed(shop, search=text) == [assets[0]]


def test_s8_s18_an_asset_is_found_by_each_of_its_ids(shop: Shop, assets: list[UUID]) -> None:
    for asset in assets:
        kept = shop.asset(asset).licence
        assert kept
        assert kept.perpetual_id
        for known in (str(asset), kept.order_id, kept.perpetual_id, str(asset)[:18]):
            assert asset in listed(shop, search=known.upper())
        assert listed(shop, search=kept.perpetual_id) == [asset]


def test_s8_assets_are_found_by_customer_purchase_order_and_product_code(
    shop: Shop, assets: list[UUID]
) -> None:
    assert listed(shop, search="po-4711") == [assets[1]]
    assert listed(shop, search="autumn po") == [assets[1]]
    assert listed(shop, search=OFFICE.lower()) == [assets[1], assets[0]]
    assert listed(shop, search="kafeneio") == [assets[0]]
    assert listed(shop, search="kafeneio", account_id=STRANGER) == []
    assert listed(shop, search="nothing of that") == []


def test_a_new_name_takes_the_place_of_the_old_one(shop: Shop, assets: list[UUID]) -> None:
    shop.send(EditAsset(asset_id=assets[0], name="Attic", custom_fields={}))
    assert listed(shop, search="überseebüro") == []
    assert listed(shop, search="attic") == [assets[0]]


def test_s8_the_list_is_narrowed_by_everything_that_is_asked(
    shop: Shop, assets: list[UUID]
) -> None:
    failed = failed_asset(shop)
    shop.clock.pass_by(minutes=1)
    waiting = shop.sell()
    newest = [waiting, failed, *assets[::-1]]
    assert listed(shop, status="active") == newest
    assert listed(shop, status="canceled") == []
    assert listed(shop, product=OFFICE_FOR_SCHOOLS) == [assets[2]]
    assert listed(shop, qualification="Education", instance_id=INSTANCE) == [assets[2]]
    assert listed(shop, instance_id=uuid5(INSTANCE, "another")) == []
    assert listed(shop, sync_status="failed", in_progress=True) == []
    assert listed(shop, in_progress=False) == newest[1:]
    assert listed(shop, account_id=RESELLER, in_progress=True) == [waiting]


def test_d7_those_whose_outcome_is_unknown_are_told_from_those_in_progress(shop: Shop) -> None:
    shop.vendor.on("check_out", faults.lost())
    unknown = shop.sell()
    shop.provision(unknown)
    shop.clock.pass_by(minutes=1)
    waiting = shop.sell()
    assert listed(shop, outcome_unknown=True) == [unknown]
    assert listed(shop, in_progress=True, outcome_unknown=False) == [waiting]
    assert listed(shop, in_progress=True) == [waiting, unknown]


def test_s16_the_list_is_narrowed_to_a_stretch_of_purchase_dates(
    shop: Shop, assets: list[UUID]
) -> None:
    dates = [bought_on(shop, each) for each in assets]
    assert listed(shop, purchased_from=dates[1]) == [assets[2], assets[1]]
    assert listed(shop, purchased_until=dates[1]) == [assets[0]]
    until = dates[1] + timedelta(seconds=1)
    assert listed(shop, purchased_from=dates[1], purchased_until=until) == [assets[1]]


def test_s8_the_list_is_ordered_by_date_or_name_and_paged(shop: Shop, assets: list[UUID]) -> None:
    by_name = [assets[2], assets[1], assets[0]]
    orders = {
        "newest": assets[::-1],
        "oldest": assets,
        "name": by_name,
        "name-descending": by_name[::-1],
    }
    for order, expected in orders.items():
        assert listed(shop, order=order) == expected
        assert listed(shop, order=order, status="active") == expected
        first = shop.ask(ListAssets.model_validate({"order": order, "limit": 2}), AUDITOR)
        rest = listed(shop, order=order, after=first.next)
        assert [each.id for each in first.items] + rest == expected


@pytest.mark.parametrize("order", ["newest", "oldest", "name", "name-descending"])
def test_a_page_that_looks_at_few_assets_goes_on_where_it_ended(
    shop: Shop, assets: list[UUID], order: str
) -> None:
    found: list[UUID] = []
    after, pages = None, 0
    while pages == 0 or after:
        asked = {"order": order, "search": "e", "after": after, "looks": 1}
        page = shop.ask(ListAssets.model_validate(asked), AUDITOR)
        found.extend(each.id for each in page.items)
        after, pages = page.next, pages + 1
    assert found == listed(shop, order=order, search="e")
    assert pages > len(assets)


def test_days_that_were_asked_for_are_looked_at_first(shop: Shop, assets: list[UUID]) -> None:
    until = bought_on(shop, assets[1])
    assert listed(shop, search="büro", purchased_until=until, looks=1) == [assets[0]]


def test_b5_d34_the_past_is_narrowed_as_the_present_is(shop: Shop, assets: list[UUID]) -> None:
    then = shop.clock.now()
    shop.clock.pass_by(minutes=1)
    shop.send(EditAsset(asset_id=assets[0], name="Attic", custom_fields={}))
    later = shop.sell()

    def were(**asked: object) -> list[UUID]:
        return listed(shop, at=then, **asked)

    assert were(search="überseebüro") == were(search="kafeneio") == [assets[0]]
    assert were(search="attic") == []
    assert were(qualification="Education", sync_status="synchronized") == [assets[2]]
    assert were(in_progress=True) == []
    assert were(purchased_from=bought_on(shop, assets[1])) == [assets[2], assets[1]]
    assert later in listed(shop, in_progress=True)
    with pytest.raises(Invalid, match="newest first"):
        were(order="name")


def test_s21_s22_a_perpetual_id_is_searched_as_soon_as_it_is_known(shop: Shop) -> None:
    asset = without_perpetual_id(shop)
    assert listed(shop, search="issued-later") == []
    licence_arrives(shop)
    shop.send(RefreshAsset(asset_id=asset))
    assert listed(shop, search="issued-later") == [asset]
