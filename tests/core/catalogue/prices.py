"""Strategies for market prices and rates, with bounds that real lists keep."""

from decimal import Decimal

from hypothesis import strategies as st

from core.catalogue.markets import MarketPrice
from core.catalogue.values import Conversion
from core.money import Currency
from tests.support.builders import EUR, ILS, JPY, KWD, USD

AMOUNTS = st.decimals("0", "999999.999999", places=6).map(abs)
RATES = st.decimals("0.0000000001", "99999", places=10)
COUNTRIES = st.sampled_from(["AT", "CY", "DE", "GR", "US"])
CURRENCIES = st.sampled_from([EUR, USD, ILS, JPY, KWD])
TIERS = st.sampled_from([1, 1, 1, 2, 10, 50])
QUANTITIES = st.sampled_from([1, 2, 9, 10, 49, 50, 1000])


@st.composite
def market_prices(draw: st.DrawFn) -> list[MarketPrice]:
    """At most one price per country, currency and tier."""
    places = draw(st.lists(st.tuples(COUNTRIES, CURRENCIES, TIERS), unique=True, max_size=8))
    return [
        MarketPrice(country, currency, draw(AMOUNTS), draw(AMOUNTS), from_quantity)
        for country, currency, from_quantity in places
    ]


@st.composite
def conversions(draw: st.DrawFn) -> list[Conversion]:
    """At most one rate per pair."""
    pairs = draw(st.lists(st.tuples(CURRENCIES, CURRENCIES), unique=True, max_size=4))
    return [
        Conversion(f"{anchor}-{to}-1", anchor, to, draw(RATES))
        for anchor, to in pairs
        if anchor != to
    ]


def exact(amount: Decimal, rate: Decimal, currency: Currency) -> Decimal:
    """Half up by hand, with integers: how a person would check it."""
    digits = {JPY: 0, KWD: 3}.get(currency, 2)
    scale = 10**20
    units = int(amount * 10**6) * int(rate * 10**10) * 10**4 * 10**digits
    return Decimal((2 * units + scale) // (2 * scale)).scaleb(-digits)
