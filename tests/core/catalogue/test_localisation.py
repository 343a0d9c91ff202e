"""In which language a product is described, and why some stay English (S77-S79, D29)."""

import pytest

from core.catalogue.localisation import CatalogueLanguage, Texts
from core.catalogue.target import TargetProduct
from core.catalogue.targets import Listing, targets
from core.catalogue.values import FailedSource, Offer, ProductCode
from tests.support.builders import OFFICE, OFFICE_FOR_SCHOOLS, a_product, a_run, a_target, an_offer

CODE, FOR_SCHOOLS = ProductCode.parse(OFFICE), ProductCode.parse(OFFICE_FOR_SCHOOLS)
ENGLISH, GERMAN = "Office for one device.", "Office für ein Gerät."
AUSTRIA = CatalogueLanguage("de-AT")
GERMANY = CatalogueLanguage("de", {"de": "DE"})


def texts() -> Texts:
    return Texts(GERMANY, {CODE: GERMAN})


@pytest.mark.parametrize(
    ("tag", "countries", "locale"),
    [
        ("de-AT", {}, "de-AT"),
        ("de-AT", {"de": "DE"}, "de-AT"),
        ("de", {"de": "DE"}, "de-DE"),
        ("de", {"el": "GR"}, None),
        ("de", {}, None),
        ("en", {"en": "US"}, None),
        ("en-US", {}, None),
        ("en-GB", {}, "en-GB"),
    ],
)
def test_d29_the_country_of_a_language_is_its_region_else_what_the_map_says(
    tag: str, countries: dict[str, str], locale: str | None
) -> None:
    assert CatalogueLanguage(tag, countries).locale == locale


def test_s77_s78_a_description_is_in_the_catalogue_language_where_microsoft_has_it() -> None:
    assert texts().described(CODE, ENGLISH, before=None) == (GERMAN, "de")
    assert texts().described(FOR_SCHOOLS, ENGLISH, before=None) == (ENGLISH, "en")


def test_s77_an_answer_in_english_is_no_translation() -> None:
    same = Texts(GERMANY, {CODE: ENGLISH})
    assert same.described(CODE, ENGLISH, before=None) == (ENGLISH, "en")
    assert Texts(GERMANY, {CODE: ""}).described(CODE, ENGLISH, before=None) == (ENGLISH, "en")


def test_d23_a_segment_that_did_not_answer_keeps_its_texts() -> None:
    silent = Texts(GERMANY, {}, frozenset({"SEG0001"}))
    before = ("Altes Office.", "de")
    assert silent.described(CODE, ENGLISH, before=before) == before
    assert silent.described(CODE, ENGLISH, before=("Old Office.", "en")) == (ENGLISH, "en")
    assert silent.described(FOR_SCHOOLS, ENGLISH, before=before) == (ENGLISH, "en")


@pytest.mark.parametrize(
    ("told", "countries", "reason"),
    [
        (
            Texts(CatalogueLanguage("de")),
            ("DE",),
            "no country is set for the language de, such as el=GR for Greek",
        ),
        (Texts(AUSTRIA, asked_in=("AT",)), ("DE", "GR"), "not sold in AT, the country of de-AT"),
        (
            Texts(AUSTRIA, asked_in=("DE",)),
            ("DE",),
            "AT, the country of de-AT, is none of the instance's",
        ),
        (
            Texts(GERMANY, {}, frozenset({"SEG0001"}), ("DE",)),
            ("DE",),
            "Microsoft did not answer in de-DE",
        ),
        (Texts(GERMANY, asked_in=("DE",)), ("DE",), "Microsoft has no description in de-DE"),
    ],
    ids=["no country", "another country", "a country of nobody", "silent", "no such language"],
)
def test_s79_every_product_that_stays_english_is_told_with_its_reason(
    told: Texts, countries: tuple[str, ...], reason: str
) -> None:
    [gap] = told.gaps([(CODE, "en", countries), (FOR_SCHOOLS, "de", countries)])
    assert (gap.code, gap.reason) == (OFFICE, reason)


@pytest.mark.parametrize("tag", ["en", "en-US", "en-GB"])
def test_s77_an_english_catalogue_has_no_gaps(tag: str) -> None:
    assert Texts(CatalogueLanguage(tag)).gaps([(CODE, "en", ("GR",))]) == ()


def after(*offers: Offer, known: TargetProduct | None = None, failed: str = "") -> TargetProduct:
    existing = []
    if known:
        existing = [a_product(OFFICE)]
        existing[0].become(known, a_run())
    silent = (FailedSource(failed, "SEG0001", "503"),) if failed else ()
    return targets(Listing(offers, (), silent, texts()), existing)[CODE]


def test_s79_a_product_takes_the_text_of_the_languages_country_the_rest_is_english() -> None:
    both = after(an_offer(country="DE"), an_offer(country="GR"))
    assert (both.description, both.language) == (GERMAN, "de")


def test_d23_a_product_that_nobody_answered_about_keeps_its_description() -> None:
    known = a_target(description="Altes Office.", language="de")
    kept = after(known=known, failed="GR")
    assert (kept.description, kept.language) == ("Altes Office.", "de")
