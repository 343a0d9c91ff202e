"""Descriptions in the catalogue language where Microsoft has them (S77-S79, D29, D23)."""

import pytest

from application.instances.edit_instance import EditInstance
from application.ports.microsoft.errors import VendorUnavailable
from application.queries.products import ShowProduct
from application.queries.storefront_products import ListStorefrontProducts
from core.catalogue.values import ProductCode
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS
from tests.support.fakes_people import AS_KAFENEIO, INSTANCE
from tests.support.fakes_shop import Shop

ENGLISH, GERMAN = "Office for one device.", "Office für ein Gerät."


@pytest.fixture
def german_shop(shop: Shop) -> Shop:
    """The catalogue is German; Microsoft has German texts for every product."""
    speak(shop, "de", de="DE")
    for code in (OFFICE, OFFICE_FOR_SCHOOLS):
        shop.vendor.texts["de-DE", ProductCode.parse(code)] = GERMAN
    return shop


def speak(shop: Shop, language: str, **countries: str) -> None:
    pairs = tuple(countries.items())
    shop.send(EditInstance(instance_id=INSTANCE, language=language, language_countries=pairs))


def described(shop: Shop, code: str = OFFICE) -> tuple[str, str]:
    shown = shop.ask(ShowProduct(instance_id=INSTANCE, code=code))
    return shown.description, shown.language


def gaps(shop: Shop) -> dict[str, str]:
    return {each.code: each.reason for each in shop.preview().localisation_gaps}


def test_s77_s79_only_what_is_sold_in_the_languages_country_is_described_in_it(
    german_shop: Shop,
) -> None:
    assert gaps(german_shop) == {OFFICE_FOR_SCHOOLS: "not sold in DE, the country of de"}
    applied = german_shop.sync()
    assert (applied.updated, applied.localisation_gaps) == (1, 1)
    assert described(german_shop) == (GERMAN, "de")
    assert described(german_shop, OFFICE_FOR_SCHOOLS) == (ENGLISH, "en")
    [shown, _] = german_shop.ask(ListStorefrontProducts(), AS_KAFENEIO).items
    assert (shown.description, shown.language) == (GERMAN, "de")


def test_s78_d29_a_region_goes_before_the_map(german_shop: Shop) -> None:
    speak(german_shop, "de-GR", de="DE")
    german_shop.vendor.texts["de-GR", ProductCode.parse(OFFICE)] = "Office in Athen."
    german_shop.sync()
    assert described(german_shop) == ("Office in Athen.", "de")


def test_s77_a_language_that_microsoft_lacks_stays_english(shop: Shop) -> None:
    speak(shop, "el-GR")
    assert gaps(shop) == dict.fromkeys(
        (OFFICE, OFFICE_FOR_SCHOOLS), "Microsoft has no description in el-GR"
    )
    assert shop.sync().updated == 0


def test_d29_a_language_without_a_country_stays_english(shop: Shop) -> None:
    speak(shop, "de")
    assert gaps(shop)[OFFICE] == "no country is set for the language de, such as el=GR for Greek"


def test_s77_an_english_catalogue_has_no_gaps(shop: Shop) -> None:
    assert gaps(shop) == {}


def test_d23_texts_that_do_not_come_leave_those_that_are_there(german_shop: Shop) -> None:
    german_shop.sync()
    german_shop.vendor.silent["DE", "de-DE"] = VendorUnavailable("No answer in time.")
    assert german_shop.sync().unchanged == 2
    assert described(german_shop) == (GERMAN, "de")
    german_shop.vendor.silent.clear()
    german_shop.vendor.texts.clear()
    assert german_shop.sync().updated == 1, "Microsoft has no German any more"
    assert described(german_shop) == (ENGLISH, "en")


def test_s79_texts_that_never_came_are_told_as_gaps(german_shop: Shop) -> None:
    german_shop.vendor.silent["DE", "de-DE"] = VendorUnavailable("No answer in time.")
    assert gaps(german_shop)[OFFICE] == "Microsoft did not answer in de-DE"
