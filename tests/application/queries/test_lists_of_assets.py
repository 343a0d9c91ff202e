"""Billing > Assets of the back office, an account's section, and the storefront (S8, S23–S26)."""

from uuid import UUID, uuid5

import pytest

from application.principal import Principal
from application.queries.asset_view import CostedAssetView
from application.queries.list_assets import ListAssets
from application.queries.payable_price import ShowPayablePrice
from application.queries.storefront_assets import ListStorefrontAssets, ShowStorefrontAsset
from application.queries.storefront_products import ListStorefrontProducts
from core.kernel.errors import Invalid, NotFound
from core.money import Money
from tests.support.builders import EUR, OFFICE, OFFICE_FOR_SCHOOLS, a_sheet_price, dec
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    AS_STRANGER,
    AUDITOR,
    INSTANCE,
    KAFENEIO,
    OPERATOR,
    RESELLER,
    STRANGER,
)
from tests.support.fakes_shop import Shop, failed_asset


@pytest.fixture
def sold(shop: Shop) -> list[UUID]:
    """By the reseller for its customer, by the customer itself, and a stranger's; oldest first."""
    sales = ((KAFENEIO, AS_RESELLER), (KAFENEIO, AS_KAFENEIO), (STRANGER, AS_STRANGER))
    assets = []
    for account, by in sales:
        assets.append(shop.sell(account=account, by=by))
        shop.provision(assets[-1])
        shop.clock.pass_by(minutes=1)
    return assets


def listed(shop: Shop, **asked: object) -> list[UUID]:
    return [each.id for each in shop.ask(ListAssets.model_validate(asked), AUDITOR).items]


def shown(shop: Shop, account: UUID, by: Principal) -> list[UUID]:
    query = ListStorefrontAssets(account_id=account)
    return [each.id for each in shop.ask(query, by).items]


def test_s1_s2_s8_the_back_office_lists_every_asset_newest_first(
    shop: Shop, sold: list[UUID]
) -> None:
    assert listed(shop) == sold[::-1]


def test_s26_an_accounts_page_lists_its_own(shop: Shop, sold: list[UUID]) -> None:
    assert listed(shop, account_id=KAFENEIO) == [sold[1], sold[0]]
    assert listed(shop, account_id=RESELLER) == [sold[1], sold[0]]
    assert listed(shop, account_id=STRANGER) == [sold[2]]


def test_s11_the_list_is_narrowed_by_sync_status(shop: Shop, sold: list[UUID]) -> None:
    failed = failed_asset(shop)
    waiting = shop.sell()
    assert listed(shop, sync_status="failed") == [failed]
    assert listed(shop, sync_status="synchronized") == sold[::-1]
    assert listed(shop, in_progress=True) == [waiting]
    assert listed(shop, account_id=KAFENEIO, sync_status="failed") == [failed]
    assert listed(shop, account_id=STRANGER, in_progress=True) == []


def test_s23_s24_d3_the_storefront_shows_a_buyer_its_own_assets(
    shop: Shop, sold: list[UUID]
) -> None:
    assert shown(shop, KAFENEIO, AS_KAFENEIO) == [sold[1], sold[0]]
    assert shown(shop, RESELLER, AS_RESELLER) == [sold[1], sold[0]]
    assert shown(shop, KAFENEIO, AS_RESELLER) == [sold[1], sold[0]]
    assert shown(shop, STRANGER, AS_STRANGER) == [sold[2]]


def test_d3_somebody_elses_asset_is_not_found(shop: Shop, sold: list[UUID]) -> None:
    for account in (STRANGER, KAFENEIO):
        with pytest.raises(NotFound):
            shop.ask(ShowStorefrontAsset(account_id=account, asset_id=sold[0]), AS_STRANGER)
    with pytest.raises(NotFound):
        shop.ask(ShowStorefrontAsset(account_id=STRANGER, asset_id=sold[0]), OPERATOR)


def test_s25_d15_the_storefront_shows_everything_but_cost(shop: Shop, sold: list[UUID]) -> None:
    for by in (AS_KAFENEIO, AS_RESELLER, OPERATOR):
        seen = shop.ask(ShowStorefrontAsset(account_id=KAFENEIO, asset_id=sold[0]), by)
        assert not isinstance(seen, CostedAssetView)
        assert "300.00" not in repr(seen), "unit cost"
        assert seen.perpetual_order_id == "order-1"
        assert set(seen.custom_fields) >= {"Perpetual ID", "Catalog ID"}


def test_pages_follow_each_other_without_gap_or_repetition(shop: Shop, sold: list[UUID]) -> None:
    first = shop.ask(ListAssets(limit=2), AUDITOR)
    rest = shop.ask(ListAssets(limit=2, after=first.next), AUDITOR)
    assert [each.id for each in (*first.items, *rest.items)] == sold[::-1]
    assert rest.next is None
    with pytest.raises(Invalid):
        shop.ask(ListAssets(after="nonsense"), AUDITOR)


def test_s39_s74_the_storefront_shows_list_prices_without_cost_d15(shop: Shop) -> None:
    products = shop.ask(ListStorefrontProducts(), AS_KAFENEIO).items
    assert [each.code for each in products] == [OFFICE, OFFICE_FOR_SCHOOLS]
    assert [(each.currency, each.amount) for each in products[0].list_prices] == [
        ("EUR", dec("412.50"))
    ]
    assert "310.00" not in repr(products)
    assert (products[0].unit_name, products[0].billing_term) == ("Licenses", "one time")


def test_d3_products_of_an_instance_out_of_reach_are_not_shown(shop: Shop) -> None:
    other = uuid5(INSTANCE, "another")
    for by in (AS_KAFENEIO, AS_RESELLER):
        assert len(shop.ask(ListStorefrontProducts(instance_id=INSTANCE), by).items) == 2
        assert shop.ask(ListStorefrontProducts(instance_id=other), by).items == ()
    assert len(shop.ask(ListStorefrontProducts()).items) == 2


def test_s61_s62_products_are_found_by_qualification(shop: Shop) -> None:
    [school] = shop.ask(ListStorefrontProducts(qualification="Education"), AS_KAFENEIO).items
    assert school.code == OFFICE_FOR_SCHOOLS


def test_s39_s75_s76_the_payable_price_is_shown_beside_the_list_price(shop: Shop) -> None:
    shop.vendor.priced[1] = a_sheet_price(country="DE", erp="450.00")
    shop.sync()
    price = shop.ask(ShowPayablePrice(account_id=KAFENEIO, code=OFFICE.lower()), AS_KAFENEIO)
    assert price.listed == Money(dec("450.00"), EUR)
    assert price.payable == Money(dec("412.50"), EUR)
    assert (price.country, price.unit_name, price.billing_term) == ("GR", "Licenses", "one time")
    with pytest.raises(NotFound):
        shop.ask(ShowPayablePrice(account_id=KAFENEIO, code="X:1:SEG0001"), AS_KAFENEIO)
