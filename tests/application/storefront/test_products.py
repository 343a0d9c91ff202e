"""What buyers find in the storefront (S74, D3, D15, D27)."""

from typing import Any
from uuid import UUID

import pytest

from application.catalogue.publish_products import PublishProducts
from application.queries.storefront_product import ShowStorefrontProduct
from application.queries.storefront_products import ListStorefrontProducts
from core.ids import product_id
from core.kernel.errors import Invalid, NotFound
from core.money import Currency
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS
from tests.support.fakes_people import AS_KAFENEIO, AS_RESELLER, INSTANCE
from tests.support.fakes_shop import Shop, furnish

THE_OFFICE = product_id(INSTANCE, OFFICE)


def codes(shop: Shop, **asked: Any) -> set[str]:
    return {each.code for each in shop.ask(ListStorefrontProducts(**asked), AS_KAFENEIO).items}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("office", {OFFICE, OFFICE_FOR_SCHOOLS}),
        (" (education) ", {OFFICE_FOR_SCHOOLS}),
        ("seg0001", {OFFICE}),
        ("visio", set()),
    ],
)
def test_s74_a_part_of_name_or_code_finds_a_product(
    shop: Shop, search: str, found: set[str]
) -> None:
    assert codes(shop, search=search) == found


def test_b5_the_price_list_of_the_past_is_not_searched(shop: Shop) -> None:
    with pytest.raises(Invalid, match="not searched"):
        codes(shop, search="office", at=shop.clock.now())


def test_s74_d27_a_product_tells_its_list_price_where_it_is_sold_and_whether_microsoft_vets(
    shop: Shop,
) -> None:
    office = shop.ask(ShowStorefrontProduct(product_id=THE_OFFICE), AS_RESELLER)
    assert str(office.list_price(Currency("EUR"))) == "412.50 EUR"
    assert office.list_price(Currency("USD")) is None
    assert office.is_sold_in("DE")
    assert not office.is_sold_in("FR")
    assert office.is_for_anyone
    for_schools = product_id(INSTANCE, OFFICE_FOR_SCHOOLS)
    assert not shop.ask(ShowStorefrontProduct(product_id=for_schools), AS_RESELLER).is_for_anyone


def test_d3_d23_a_product_that_is_withdrawn_or_unknown_is_not_there(shop: Shop) -> None:
    shop.send(PublishProducts(instance_id=INSTANCE, codes=(OFFICE,), published=False))
    for identity in (THE_OFFICE, UUID(int=7)):
        with pytest.raises(NotFound):
            shop.ask(ShowStorefrontProduct(product_id=identity), AS_KAFENEIO)


def test_s34_before_the_first_sync_there_is_nothing_to_buy() -> None:
    shop = Shop()
    furnish(shop)
    assert codes(shop) == set()
