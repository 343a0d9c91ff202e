"""Countries the simulator sells in, and the names Microsoft gives its four segments."""

from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Market:
    """rate turns a US list price into this market's; unit is the currency's smallest amount."""

    country: str
    currency: str
    symbol: str
    rate: Decimal
    unit: Decimal = CENT


MARKETS = {
    market.country: market
    for market in (
        Market("DE", "EUR", "€", Decimal("0.955")),
        Market("GR", "EUR", "€", Decimal("0.931")),
        Market("US", "USD", "$", Decimal("1")),
        Market("GB", "GBP", "£", Decimal("0.812")),
        Market("CH", "CHF", "CHF", Decimal("0.934")),
        Market("JP", "JPY", "¥", Decimal("148.2"), Decimal("1")),
    )
}

SHEET_NAMES = {
    "commercial": "Commercial",
    "education": "Education",
    "nonprofit": "Charity",
    "government": "Government",
}
QUALIFICATIONS = {
    "education": "Education",
    "nonprofit": "Nonprofit",
    "government": "GovernmentCommunityCloud",
}
SEGMENTS = tuple(SHEET_NAMES)
GOVERNMENT_MARKETS = ("DE", "US", "GB", "JP")


def billing_market(country: str) -> Market:
    """Customers of a country without a market of its own are billed in US dollars."""
    return MARKETS.get(country.upper(), MARKETS["US"])


def segment_named(name: str) -> str | None:
    """The catalogue's word for a segment, from any of Microsoft's vocabularies."""
    folded = name.casefold()
    for segment in SEGMENTS:
        words = (segment, SHEET_NAMES[segment], QUALIFICATIONS.get(segment, ""))
        if folded in (word.casefold() for word in words):
            return segment
    return None
