"""Whatever fails to answer or to be read, no error discontinues or unprices (S66, D23, D25)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.localisation import CatalogueLanguage, Texts
from core.catalogue.markets import Amounts, CountryPrices, PriceKey
from core.catalogue.product import Product
from core.catalogue.target import RunContext, TargetProduct
from core.catalogue.targets import PRICE_SHEET, Listing, digest_of, targets
from core.catalogue.values import FailedSource, ProductCode
from core.ids import RunId
from core.kernel.aggregate import fold
from tests.support.builders import (
    EUR,
    ILS,
    INSTANCE,
    OFFICE,
    OFFICE_FOR_SCHOOLS,
    USD,
    a_conversion,
    an_offer,
    rules,
)
from tests.support.scenario import NOON, minutes, require_one_stream

COUNTRIES = ("AT", "DE", "GR")
CODES = tuple(
    ProductCode.parse(code) for code in (OFFICE, OFFICE_FOR_SCHOOLS, "DG7GMGF0DWM3:0003:SEG0001")
)
SEGMENTS = ("SEG0001", "SEG0002")
PLACES = [(code, country) for code in CODES for country in COUNTRIES]
SOURCES = [(country, each) for country in COUNTRIES for each in (PRICE_SHEET, *SEGMENTS)]
ROWS = [(code, currency, tier) for code in CODES for currency in (EUR, USD) for tier in (1, 10)]
MICROSOFT = Texts(CatalogueLanguage("en"))
T = TypeVar("T")


def some_of(options: list[T]) -> st.SearchStrategy[list[T]]:
    """Any subset, as one number: quick to draw, and it shrinks to fewer."""
    return st.integers(0, 2 ** len(options) - 1).map(
        lambda mask: [each for bit, each in enumerate(options) if mask >> bit & 1]
    )


def digits(count: int) -> st.SearchStrategy[list[int]]:
    """So many numbers from 0 to 3, as one number."""
    return st.integers(0, 4**count - 1).map(lambda n: [n >> 2 * each & 3 for each in range(count)])


@st.composite
def listings(draw: st.DrawFn, *, troubled: bool = True) -> Listing:
    """What Microsoft lists; with trouble, sources are silent and rows of sheets unreadable."""
    failed = draw(some_of(SOURCES)) if troubled else []
    offers = [
        an_offer(str(code), country)
        for code, country in draw(some_of(PLACES))
        if (country, code.segment) not in failed
    ]
    if draw(st.booleans()):
        offers.reverse()
    sheets = [
        draw(sheets_of(country, troubled=troubled))
        for country in COUNTRIES
        if (country, PRICE_SHEET) not in failed
    ]
    silent = tuple(FailedSource(country, segment, "503") for country, segment in sorted(failed))
    return Listing(tuple(offers), tuple(sheets), silent, MICROSOFT)


@st.composite
def sheets_of(draw: st.DrawFn, country: str, *, troubled: bool) -> CountryPrices:
    """A price of 0 euros stands for none, and so does a change in 0 days."""
    priced = [
        (code, PriceKey(country, currency, tier), euros * 1_000_000)
        for (code, currency, tier), euros in zip(ROWS, draw(digits(len(ROWS))), strict=True)
        if euros
    ]
    days = zip(CODES, draw(digits(len(CODES))), strict=True)
    return CountryPrices(
        country,
        codes=[code for code, _, _ in priced],
        keys=[key for _, key, _ in priced],
        costs=[amount for _, _, amount in priced],
        erps=[amount + 1 for _, _, amount in priced],
        changes={code: later(after) for code, after in days if after},
        doubtful=frozenset(draw(some_of(list(CODES))) if troubled else ()),
        incomplete=troubled and draw(st.booleans()),
    )


def later(days: int) -> datetime:
    return NOON + timedelta(days=days)


def run(number: int) -> RunContext:
    rate = rules(a_conversion("4.00"))
    return RunContext(RunId(UUID(int=number)), (EUR, ILS), rate, minutes(number))


def catalogue_after(listing: Listing) -> tuple[Product, ...]:
    return tuple(
        Product.listed(target, run(1), instance=INSTANCE, published=True)
        for target in targets(listing, ()).values()
    )


def apply(
    listing: Listing, products: Iterable[Product], number: int
) -> tuple[dict[ProductCode, TargetProduct], dict[ProductCode, bool], tuple[Product, ...]]:
    """A run as the use case does it: targets, whether each product differed, and all products."""
    known = {product.code: product for product in products}
    wanted = targets(listing, known.values())
    differed = {}
    for code, target in wanted.items():
        if code in known:
            differed[code] = known[code].become(target, run(number))
        else:
            known[code] = Product.listed(target, run(number), instance=INSTANCE, published=True)
            differed[code] = True
    for code in known.keys() - wanted.keys():
        known[code].discontinue(run(number))
    return wanted, differed, tuple(known.values())


def rows(listing: Listing) -> dict[tuple[ProductCode, PriceKey], Amounts]:
    return {(code, key): amounts for sheet in listing.prices for code, key, amounts in sheet.rows()}


@given(listings(troubled=False), listings())
def test_s66_d23_a_product_is_sold_where_it_is_listed_or_where_nobody_answered(
    before: Listing, now: Listing
) -> None:
    products = catalogue_after(before)
    sold = {product.code: set(product.countries) for product in products}
    wanted = targets(now, products)
    for code in CODES:
        offered = {offer.country for offer in now.offers if offer.code == code}
        silent = {each.country for each in now.failed if each.segment == code.segment}
        expected = offered | (sold.get(code, set()) & silent)
        assert set(wanted[code].countries if code in wanted else ()) == expected


@given(listings(troubled=False), listings())
def test_d23_d25_no_price_is_lost_by_an_error_and_none_is_invented(
    before: Listing, now: Listing
) -> None:
    products = catalogue_after(before)
    stored = {
        (product.code, key): product.markets[key] for product in products for key in product.markets
    }
    fresh = rows(now)
    wanted = targets(now, products)
    for code, target in wanted.items():
        for key, amounts in target.markets.items():
            assert key.country in target.countries
            assert amounts == fresh.get((code, key), stored.get((code, key)))
    for (code, key), amounts in fresh.items():
        if code in wanted and key.country in wanted[code].countries:
            assert wanted[code].markets[key] == amounts
    for (code, key), amounts in stored.items():
        if code in wanted and key.country in wanted[code].countries and unread(now, code, key):
            assert wanted[code].markets[key] == fresh.get((code, key), amounts)
        elif code in wanted and (code, key) not in fresh:
            assert key not in wanted[code].markets, "Microsoft took it off the list"


def unread(now: Listing, code: ProductCode, key: PriceKey) -> bool:
    """No sheet came, or one with rows that nobody could read, of which it may be one."""
    sheets: Mapping[str, CountryPrices] = {sheet.country: sheet for sheet in now.prices}
    sheet = sheets.get(key.country)
    return sheet is None or sheet.incomplete or code in sheet.doubtful


@given(listings(troubled=False), listings())
def test_d2_d23_what_is_known_to_change_is_forgotten_only_when_a_sheet_says_so(
    before: Listing, now: Listing
) -> None:
    products = catalogue_after(before)
    foreseen = {(p.code, each.country): each.at for p in products for each in p.known_changes}
    sheets = {sheet.country: sheet for sheet in now.prices}
    for code, target in targets(now, products).items():
        known = {each.country: each.at for each in target.known_changes}
        for country in target.countries:
            sheet = sheets.get(country)
            expected = sheet.changes.get(code) if sheet else foreseen.get((code, country))
            assert known.get(country) == expected


@given(listings(), listings())
def test_d22_d23_a_run_applied_twice_changes_nothing(before: Listing, now: Listing) -> None:
    products = catalogue_after(before)
    wanted, _, products = apply(now, products, 2)
    length = [product.version for product in products]
    again, differed, products = apply(now, products, 3)
    assert again == wanted
    assert not any(differed.values())
    assert [product.version for product in products] == length

    def digest(found: dict[ProductCode, TargetProduct]) -> str:
        return digest_of(settings_version=1, rules=rules(), targets=found, failed=now.failed)

    assert digest(again) == digest(wanted)


@given(st.lists(listings(), min_size=1, max_size=4))
def test_a_products_events_folded_again_give_the_same_state(story: list[Listing]) -> None:
    products: tuple[Product, ...] = ()
    for number, listing in enumerate(story, 1):
        _, _, products = apply(listing, products, number)
    for product in products:
        require_one_stream(product.pending)
        again = fold(Product, product.pending)
        assert {**vars(again), "pending": []} == {**vars(product), "pending": []}


@given(listings(troubled=False), listings(troubled=False))
def test_s66_d23_without_any_error_the_lists_are_those_of_today(
    before: Listing, now: Listing
) -> None:
    fresh = {product.code: product.as_target() for product in catalogue_after(now)}
    after = targets(now, catalogue_after(before))
    assert after == {code: replace(target) for code, target in fresh.items()}
