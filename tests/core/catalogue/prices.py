"""Strategies for market prices and rates, with bounds that real lists keep."""

from decimal import Decimal

from hypothesis import strategies as st

from core.catalogue.values import Conversion, MarketPrice
from core.money import Currency
from tests.support.builders import EUR, ILS, JPY, USD

AMOUNTS = st.decimals("0", "999999.999999", places=6).map(abs)
RATES = st.decimals("0.0000000001", "99999", places=10)
COUNTRIES = st.sampled_from(["AT", "CY", "DE", "GR", "US"])
CURRENCIES = st.sampled_from([EUR, USD, ILS, JPY])


@st.composite
def market_prices(draw: st.DrawFn) -> list[MarketPrice]:
    """At most one list per country and currency."""
    places = draw(st.lists(st.tuples(COUNTRIES, CURRENCIES), unique=True, max_size=8))
    return [
        MarketPrice(country, currency, draw(AMOUNTS), draw(AMOUNTS)) for country, currency in places
    ]


@st.composite
def conversions(draw: st.DrawFn) -> list[Conversion]:
    pairs = draw(st.lists(st.tuples(CURRENCIES, CURRENCIES), unique=True, max_size=4))
    return [
        Conversion(f"{anchor}-{to}-1", anchor, to, draw(RATES))
        for anchor, to in pairs
        if anchor != to
    ]


def exact(amount: Decimal, rate: Decimal, currency: Currency) -> Decimal:
    """Half up by hand, with integers: how a person would check it."""
    digits = 0 if currency == JPY else 2
    scale = 10**20
    units = int(amount * 10**6) * int(rate * 10**10) * 10**4 * 10**digits
    return Decimal((2 * units + scale) // (2 * scale)).scaleb(-digits)
