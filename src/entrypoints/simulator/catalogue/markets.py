"""Countries the simulator sells in, and the names Microsoft gives its four segments."""

from dataclasses import dataclass
from decimal import Decimal

WHOLE, CENT, THOUSANDTH = Decimal("1"), Decimal("0.01"), Decimal("0.001")


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
        Market("JP", "JPY", "¥", Decimal("148.2"), WHOLE),
        Market("FR", "EUR", "€", Decimal("0.962")),
        Market("IT", "EUR", "€", Decimal("0.949")),
        Market("ES", "EUR", "€", Decimal("0.941")),
        Market("NL", "EUR", "€", Decimal("0.958")),
        Market("AT", "EUR", "€", Decimal("0.953")),
        Market("PL", "PLN", "zł", Decimal("4.06")),
        Market("SE", "SEK", "kr", Decimal("10.42")),
        Market("NO", "NOK", "kr", Decimal("10.71")),
        Market("DK", "DKK", "kr.", Decimal("7.13")),
        Market("CA", "CAD", "$", Decimal("1.374")),
        Market("AU", "AUD", "$", Decimal("1.526")),
        Market("IN", "INR", "₹", Decimal("83.7")),
        Market("KR", "KRW", "₩", Decimal("1368"), WHOLE),
        Market("KW", "KWD", "د.ك", Decimal("0.3072"), THOUSANDTH),
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
GOVERNMENT_MARKETS = ("DE", "US", "GB", "JP", "FR", "NL", "CA", "AU")


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
