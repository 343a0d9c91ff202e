"""Whatever the world, the prices are those of a second, naive calculation (S70-S76, D19, D20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.catalogue.explanation import steps
from core.catalogue.markets import MarketPrice
from core.catalogue.pricing import (
    Derivation,
    derive_list_price,
    derive_payable_price,
    list_prices,
)
from core.catalogue.values import Conversion, PriceRules
from core.money import Currency, exact_decimal, from_millionths, millionths
from core.rates.exchange_rate import ExchangeRate
from tests.support.builders import EUR, ILS, JPY, KWD, USD, dec, listed, market_prices, rules
from tests.support.naive_prices import (
    NaivePrice,
    NaiveRate,
    NaiveRow,
    naive_list_price,
    naive_payable_price,
)
from tests.support.scenario import NOON, minutes

COUNTRIES = ("AT", "CY", "GR", "JP", "KW")
CURRENCIES = (EUR, USD, ILS, JPY, KWD)
QUANTITIES = (1, 2, 9, 10, 500)
CODE = "DG7GMGF0DWM3:0002:SEG0001"
NICE = st.sampled_from(["0", "0.5", "0.004999", "0.005", "0.0005", "1", "299.995", "412.5"])
AMOUNTS = NICE.map(Decimal) | st.integers(0, 10**12).map(lambda n: Decimal(n).scaleb(-6))
UNITS = st.sampled_from(["0.001", "0.5", "1", "4", "4.015", "161.5", "0.0000000001"]).map(
    Decimal
) | st.integers(1, 10**15).map(lambda n: Decimal(n).scaleb(-10))
PLACES = st.tuples(
    st.sampled_from(COUNTRIES), st.sampled_from(CURRENCIES), st.sampled_from([1, 1, 2, 10])
)
PAIRS = st.tuples(st.sampled_from(CURRENCIES), st.sampled_from(CURRENCIES)).filter(
    lambda pair: pair[0] != pair[1]
)


@dataclass(frozen=True)
class World:
    """One product's lists with gaps, and the rates of several anchors at one moment."""

    prices: tuple[MarketPrice, ...]
    conversions: tuple[Conversion, ...]
    override: bool

    @property
    def rules(self) -> PriceRules:
        return rules(*self.conversions, override=self.override)

    @property
    def rows(self) -> list[NaiveRow]:
        return [
            NaiveRow(CODE, each.country, each.currency, each.from_quantity, each.cost, each.erp)
            for each in self.prices
        ]

    @property
    def rates(self) -> list[NaiveRate]:
        return [
            NaiveRate(each.rate_id, each.anchor, each.currency, each.units_per_anchor)
            for each in self.conversions
        ]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    places = draw(st.lists(PLACES, unique=True, max_size=10))
    pairs = draw(st.lists(PAIRS, unique=True, max_size=6))
    return World(
        prices=tuple(
            MarketPrice(country, currency, draw(AMOUNTS), draw(AMOUNTS), from_quantity)
            for country, currency, from_quantity in places
        ),
        conversions=tuple(
            Conversion(f"{anchor}-{currency}-{draw(st.integers(1, 12))}", anchor, currency, units)
            for anchor, currency in pairs
            for units in (draw(UNITS),)
        ),
        override=draw(st.booleans()),
    )


TIED = World(
    prices=(
        MarketPrice("AT", EUR, dec("1"), dec("2")),
        MarketPrice("GR", USD, dec("3"), dec("2")),
        MarketPrice("GR", EUR, dec("5"), dec("2")),
    ),
    conversions=(
        Conversion("EUR-ILS-1", EUR, ILS, dec("4")),
        Conversion("USD-ILS-1", USD, ILS, dec("4")),
    ),
    override=False,
)


@settings(max_examples=60)
@given(worlds())
@example(TIED)
def test_s71_s72_d20_d28_default_prices_are_those_of_the_naive_calculation(world: World) -> None:
    markets = listed(*world.prices)
    for quantity in (1, 10):
        prices = list_prices(markets, CURRENCIES, world.rules, quantity=quantity)
        found = {each.currency: (each.purchase, each.sell) for each in prices}
        for currency in CURRENCIES:
            expected = naive_list_price(
                world.rows, currency, world.rates, override=world.override, quantity=quantity
            )
            assert found.get(currency) == expected, (currency, quantity)


@settings(max_examples=60)
@given(worlds())
@example(TIED)
def test_s75_d18_d19_payable_prices_are_those_of_the_naive_calculation(world: World) -> None:
    markets = listed(*world.prices)
    for currency in CURRENCIES:
        for country in COUNTRIES:
            for quantity in QUANTITIES:
                derived = derive_payable_price(
                    markets, currency, world.rules, country=country, quantity=quantity
                )
                expected = naive_payable_price(
                    world.rows, currency, country, quantity, world.rates, override=world.override
                )
                assert pair(derived) == expected, (currency, country, quantity)


@given(worlds(), st.sampled_from(CURRENCIES), st.none() | st.sampled_from(COUNTRIES))
@example(TIED, ILS, None)
def test_b9_the_numbers_of_an_explanation_lead_to_the_price(
    world: World, currency: Currency, country: str | None
) -> None:
    derived = explained(world, currency, country)
    if derived is None:
        return
    told = steps(derived, country=country, quantity=1, overridden=world.override)
    lists = derived.considered
    for name, amount, column in (
        ("Purchase", derived.purchase, [each.cost for each in lists]),
        ("Sell", derived.sell, [each.erp for each in lists]),
    ):
        assert amount.listed == max(column)
        units = derived.conversion.units_per_anchor if derived.conversion else Decimal(1)
        assert Fraction(amount.listed) * Fraction(units) == Fraction(amount.exact)
        said = [step for step in told if step.startswith(f"{name}: ")]
        assert str(amount.listed) in said[0]
        assert said[-1].endswith(f"{amount.price} {currency}.")
        if derived.conversion:
            assert str(units) in said[1]
            assert derived.conversion.rate_id in said[1]
            assert str(amount.exact) in said[1]
    below = derived.sell.price < derived.purchase.price
    assert any(step.startswith("Attention") for step in told) is below, "D28"


@given(worlds(), st.sampled_from(CURRENCIES))
def test_d28_of_equal_lists_the_first_country_is_named(world: World, currency: Currency) -> None:
    derived = derive_list_price(listed(*world.prices), currency, world.rules)
    if derived is None:
        return
    lists = derived.considered
    dearest = max(each.cost for each in lists)
    highest = max(each.erp for each in lists)
    assert derived.purchase.country == min(e.country for e in lists if e.cost == dearest)
    assert derived.sell.country == min(e.country for e in lists if e.erp == highest)


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 10**6).map(lambda n: Decimal(n).scaleb(-3))),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 9),
)
def test_d20_of_dated_rates_the_one_begun_last_makes_the_price(
    dated: list[tuple[int, Decimal]], moment: int
) -> None:
    series = ExchangeRate.open(anchor=EUR, currency=KWD, at=NOON)
    for begins, units in dated:
        series.set(units, valid_from=minutes(begins), at=NOON)
    price = MarketPrice("GR", EUR, dec("300"), dec("412.505"))
    rate = naive_rate(dated, minutes(moment))
    held = series.rate_on(minutes(moment))
    row = NaiveRow(CODE, "GR", "EUR", 1, price.cost, price.erp)
    derived = (
        derive_payable_price(
            listed(price),
            KWD,
            rules(Conversion(held.rate_id, EUR, KWD, held.units_per_anchor)),
            country="GR",
            quantity=1,
        )
        if held
        else None
    )
    expected = naive_payable_price([row], "KWD", "GR", 1, [rate]) if rate else None
    assert pair(derived) == expected


@given(AMOUNTS, st.sampled_from(CURRENCIES))
def test_d19_millionths_and_decimals_are_the_same_amount(amount: Decimal, of: Currency) -> None:
    back = from_millionths(millionths(amount), of)
    assert back == amount
    assert millionths(back) == millionths(amount)
    assert exact_decimal(str(back)) == amount, "it is stored as a plain decimal"


@given(worlds())
def test_lists_are_the_same_as_decimals_and_as_millionths_p5(world: World) -> None:
    kept = market_prices(listed(*world.prices))
    assert sorted(each.key for each in world.prices) == [each.key for each in kept]
    assert listed(*kept) == listed(*world.prices)


def explained(world: World, currency: Currency, country: str | None) -> Derivation | None:
    markets = listed(*world.prices)
    if country is None:
        return derive_list_price(markets, currency, world.rules)
    return derive_payable_price(markets, currency, world.rules, country=country, quantity=1)


def pair(derived: Derivation | None) -> NaivePrice | None:
    return (derived.purchase.price, derived.sell.price) if derived else None


def naive_rate(dated: Sequence[tuple[int, Decimal]], moment: datetime) -> NaiveRate | None:
    """Of the rates begun by then the one begun last, and of those the one that was set last."""
    held: tuple[datetime, Decimal] | None = None
    for begins, units in dated:
        if minutes(begins) <= moment and (held is None or minutes(begins) >= held[0]):
            held = (minutes(begins), units)
    return NaiveRate("EUR-KWD", "EUR", "KWD", held[1]) if held else None
