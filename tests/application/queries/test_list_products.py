"""Products are found by what people know of them (S35, S58, S81, D23)."""

from typing import Any

import pytest

from application.queries.products import ListProducts
from core.kernel.errors import Invalid
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS, a_sheet_price
from tests.support.fakes_people import INSTANCE
from tests.support.fakes_shop import Shop


def codes(shop: Shop, **asked: Any) -> set[str]:
    return {each.code for each in shop.ask(ListProducts(**asked)).items}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("office", {OFFICE, OFFICE_FOR_SCHOOLS}),
        ("(education)", {OFFICE_FOR_SCHOOLS}),
        (" seg0001 ", {OFFICE}),
        (OFFICE.lower(), {OFFICE}),
        ("visio", set()),
    ],
)
def test_s58_a_part_of_name_or_code_finds_a_product(
    shop: Shop, search: str, found: set[str]
) -> None:
    assert codes(shop, search=search) == found


def test_s81_products_are_listed_by_what_the_latest_run_made_of_them(shop: Shop) -> None:
    everything = {OFFICE, OFFICE_FOR_SCHOOLS}
    assert codes(shop, catalog_status="new") == everything
    assert codes(shop, catalog_status="unchanged") == set()

    shop.vendor.priced[0] = a_sheet_price(cost="290.00")
    shop.sync()

    expected = {"new": set(), "updated": {OFFICE}, "unchanged": {OFFICE_FOR_SCHOOLS}}
    for status, found in (expected | {"discontinued": set[str]()}).items():
        assert codes(shop, catalog_status=status) == found
        assert codes(shop, catalog_status=status, instance_id=INSTANCE) == found
        listed = shop.ask(ListProducts(catalog_status=status)).items
        assert all(each.catalog_status == status for each in listed)


def test_d23_what_is_discontinued_stays_so_whichever_run_did_it(shop: Shop) -> None:
    shop.vendor.offered = [each for each in shop.vendor.offered if str(each.code) == OFFICE]
    shop.sync(allow_mass_discontinuation=True)
    shop.sync()
    assert codes(shop, catalog_status="discontinued") == {OFFICE_FOR_SCHOOLS}


def test_b5_the_past_is_not_searched(shop: Shop) -> None:
    for asked in ({"search": "office"}, {"catalog_status": "new"}):
        with pytest.raises(Invalid, match="past is not searched"):
            codes(shop, at=shop.clock.now(), **asked)
