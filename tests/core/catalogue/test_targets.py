"""What every product shall be after a run: the union over countries (S66, D22, D23)."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.localisation import CatalogueLanguage, Texts
from core.catalogue.markets import MarketPrice
from core.catalogue.product import Product
from core.catalogue.target import TargetProduct
from core.catalogue.targets import Listing, targets
from core.catalogue.values import FailedSource, Offer, ProductCode
from core.qualification import Qualification
from tests.support.builders import (
    OFFICE,
    OFFICE_FOR_SCHOOLS,
    SheetPrice,
    a_market_price,
    a_product,
    a_run,
    a_sheet_price,
    an_offer,
    columns,
    market_prices,
)

CODE = ProductCode.parse(OFFICE)
SEGMENTS = tuple(each.segment_id for each in Qualification)
GREECE, GERMANY = a_market_price("GR"), a_market_price("DE", cost="310.00", erp="400.00")


def after(
    *offers: Offer,
    prices: tuple[SheetPrice, ...] = (),
    failed: tuple[FailedSource, ...] = (),
    existing: tuple[Product, ...] = (),
) -> dict[ProductCode, TargetProduct]:
    return targets(listing(offers, prices, failed), existing)


def listing(
    offers: Sequence[Offer],
    prices: Sequence[SheetPrice],
    failed: Sequence[FailedSource],
) -> Listing:
    """Every country that has prices, and is not among the failed, handed over a sheet."""
    silent = {each.country for each in failed if not each.segment}
    countries = dict.fromkeys((*(row.price.country for row in prices), "AT", "DE", "GR"))
    sheets = [columns(each, *prices) for each in countries if each not in silent]
    return Listing(tuple(offers), tuple(sheets), tuple(failed), Texts(CatalogueLanguage("en")))


def lists(target: TargetProduct) -> tuple[MarketPrice, ...]:
    return market_prices(target.markets)


def test_s66_a_product_is_sold_in_the_union_of_the_countries_that_list_it() -> None:
    prices = (a_sheet_price(country="GR"), a_sheet_price(country="DE"))
    wanted = after(an_offer(country="GR"), an_offer(country="DE"), prices=prices)
    assert wanted[CODE].countries == ("DE", "GR")
    assert [price.country for price in lists(wanted[CODE])] == ["DE", "GR"]


def test_s37_s65_each_qualification_is_a_product_of_its_own() -> None:
    wanted = after(an_offer(OFFICE), an_offer(OFFICE_FOR_SCHOOLS))
    assert [target.name for target in wanted.values()] == [
        "Office LTSC Professional Plus 2024 (Commercial)",
        "Office LTSC Professional Plus 2024 (Education)",
    ]


def test_s64_a_price_without_an_offer_makes_no_product() -> None:
    assert after(prices=(a_sheet_price(),)) == {}
    wanted = after(an_offer(country="GR"), prices=(a_sheet_price(country="DE"),))
    assert lists(wanted[CODE]) == ()


def test_d23_what_nobody_lists_any_more_is_not_wanted() -> None:
    assert after(existing=(a_product(),)) == {}


def test_d23_a_country_that_failed_discontinues_nothing_and_keeps_its_prices() -> None:
    failed = tuple(FailedSource("GR", each, "503") for each in ("", *SEGMENTS))
    product = a_product(OFFICE, GREECE, GERMANY)
    prices = (a_sheet_price(country="DE", cost="311.00", erp="400.00"),)
    wanted = after(an_offer(country="DE"), prices=prices, failed=failed, existing=(product,))
    assert wanted[CODE].countries == ("DE", "GR")
    assert lists(wanted[CODE]) == (prices[0].price, GREECE)


def test_d23_a_segment_that_failed_discontinues_nothing_of_that_segment_only() -> None:
    failed = (FailedSource("GR", "SEG0002", "403"),)
    existing = (a_product(OFFICE), a_product(OFFICE_FOR_SCHOOLS))
    wanted = after(failed=failed, existing=existing)
    assert [str(code) for code in wanted] == [OFFICE_FOR_SCHOOLS]


def test_d23_a_sheet_that_failed_keeps_the_countrys_prices() -> None:
    failed = (FailedSource("GR", "", "timeout"),)
    wanted = after(an_offer(country="GR"), failed=failed, existing=(a_product(),))
    assert lists(wanted[CODE]) == (GREECE,)


def test_d23_a_failed_country_does_not_bring_back_what_was_discontinued() -> None:
    product = a_product()
    product.discontinue(a_run())
    failed = tuple(FailedSource("GR", each, "503") for each in SEGMENTS)
    assert after(failed=failed, existing=(product,)) == {}
    again = after(an_offer(country="DE"), failed=failed, existing=(product,))
    assert again[CODE].countries == ("DE",)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Offer], list[SheetPrice], list[FailedSource]]:
    places = st.tuples(st.sampled_from(["GR", "DE", "AT"]), st.sampled_from([1, 2]))
    listed = draw(st.lists(places, unique=True))
    silent = [each for each in draw(st.lists(places, max_size=2)) if each not in listed]
    codes = {1: OFFICE, 2: OFFICE_FOR_SCHOOLS}
    return (
        [an_offer(codes[number], country) for country, number in listed],
        [a_sheet_price(codes[number], country) for country, number in listed],
        [FailedSource(country, f"SEG000{number}", "503") for country, number in silent],
    )


@given(worlds(), st.randoms())
def test_s66_the_order_in_which_microsoft_answers_changes_nothing(
    world: tuple[list[Offer], list[SheetPrice], list[FailedSource]], random: object
) -> None:
    existing = (a_product(OFFICE, GREECE, GERMANY), a_product(OFFICE_FOR_SCHOOLS))
    straight = targets(listing(*world), existing)
    for each in world:
        random.shuffle(each)  # type: ignore[attr-defined]
    shuffled = targets(listing(*world), existing[::-1])
    assert list(straight.items()) == list(shuffled.items())
