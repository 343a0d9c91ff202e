"""P5: import of all price lists, against unzipping and scanning their bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from application.uncollected import uncollected
from benchmarks.harness import Contest
from core.catalogue.market_union import MarketUnion
from core.catalogue.markets import Amounts, CountryPrices, MarketPrice, Markets
from core.catalogue.pricing import list_prices
from core.catalogue.values import PriceRules, ProductCode
from core.money import Currency
from infrastructure.partner_center.sheets.price_sheet import price_sheet

TODAY = datetime(2026, 3, 1, tzinfo=UTC)
CURRENCIES = tuple(Currency(code) for code in ("EUR", "USD", "GBP", "JPY"))
"""The instance's active currencies."""
EVERY = 50
"""One product in so many has another price than the stored catalogue."""
SEGMENTS = {
    "Commercial": "SEG0001",
    "Education": "SEG0002",
    "Charity": "SEG0003",
    "Government": "SEG0004",
}

Sheets = Sequence[tuple[str, bytes]]
"""Countries with their zipped sheets."""

Key = tuple[str, str, int]
"""Country, currency, and the number of licences that a price holds from."""


@dataclass(frozen=True)
class Catalogue:
    """What is stored: by product its countries and its lists, also as decimals."""

    places: Mapping[ProductCode, tuple[str, ...]]
    markets: Mapping[ProductCode, Markets]
    decimals: Mapping[ProductCode, Mapping[Key, tuple[Decimal, Decimal]]]


@dataclass(frozen=True)
class Outcome:
    """Default prices by product and currency, and the products whose lists have changed."""

    prices: Mapping[ProductCode, Mapping[str, tuple[Decimal, Decimal]]]
    changed: frozenset[ProductCode]


def contest(sheets: Sheets) -> Contest:
    stored = stored_catalogue(sheets)
    lists = parsed(sheets)
    return Contest(
        floor=partial(scanned, sheets),
        parts={
            "unzip": partial(unzipped, sheets),
            "parse": partial(parsed, sheets),
            "unite, maximise, compare": partial(united, lists, stored),
        },
        contenders={
            "ours": lambda: united(parsed(sheets), stored),
            "csv + Decimal": partial(by_decimal, sheets, stored),
        },
    )


def stored_catalogue(sheets: Sheets) -> Catalogue:
    """The catalogue as it was before: of some products one list was another."""
    lists = parsed(sheets)
    countries: dict[ProductCode, dict[str, None]] = defaultdict(dict)
    for sheet in lists:
        for code in sheet.codes:
            countries[code][sheet.country] = None
    places = {code: tuple(sold) for code, sold in countries.items()}
    union = MarketUnion(lists, places)
    markets = {code: dict(union.of(code)) for code in places}
    for code in list(places)[::EVERY]:
        markets[code][next(iter(markets[code]))] = Amounts(1, 1)
    decimals = {code: _in_decimals(each) for code, each in markets.items()}
    return Catalogue(places, markets, decimals)


def unzipped(sheets: Sheets) -> int:
    return sum(len(_content(body)) for _, body in sheets)


def scanned(sheets: Sheets) -> int:
    return sum(_content(body).count(b"\n") for _, body in sheets)


def parsed(sheets: Sheets) -> list[CountryPrices]:
    return [price_sheet(body, country, TODAY).prices for country, body in sheets]


def united(lists: Sequence[CountryPrices], stored: Catalogue) -> Outcome:
    """What a run does with prices before anything is written."""
    with uncollected():
        union = MarketUnion(lists, stored.places)
        prices = {
            code: list_prices(union.of(code), CURRENCIES, PriceRules()) for code in stored.places
        }
        changed = [code for code in stored.places if union.of(code) != stored.markets[code]]
    by_currency = {
        code: {each.currency: (each.purchase, each.sell) for each in derived}
        for code, derived in prices.items()
    }
    return Outcome(by_currency, frozenset(changed))


def by_decimal(sheets: Sheets, stored: Catalogue) -> Outcome:
    """The straightforward way: the csv module and a Decimal for every price."""
    found: dict[ProductCode, dict[Key, tuple[Decimal, Decimal]]] = defaultdict(dict)
    for _, body in sheets:
        for row in csv.DictReader(io.StringIO(_content(body).decode("utf-8-sig"), newline="")):
            if _time(row["EffectiveStartDate"]) <= TODAY < _time(row["EffectiveEndDate"]):
                code = ProductCode(row["ProductId"], row["SkuId"], SEGMENTS[row["Segment"]])
                key = row["Market"], row["Currency"], int(row["PricingTierRangeMin"] or 1)
                found[code][key] = Decimal(row["UnitPrice"]), Decimal(row["ERP Price"])
    prices = {code: _maxima(lists) for code, lists in found.items()}
    changed = (code for code, lists in found.items() if lists != stored.decimals[code])
    return Outcome(prices, frozenset(changed))


def _maxima(
    lists: Mapping[Key, tuple[Decimal, Decimal]],
) -> dict[str, tuple[Decimal, Decimal]]:
    highest: dict[str, tuple[Decimal, Decimal]] = {}
    for (_, currency, from_quantity), (cost, erp) in lists.items():
        if from_quantity == 1 and currency in CURRENCIES:
            before = highest.get(currency, (Decimal(0), Decimal(0)))
            highest[currency] = max(cost, before[0]), max(erp, before[1])
    return {
        currency: (_rounded(cost, currency), _rounded(erp, currency))
        for currency, (cost, erp) in highest.items()
    }


def _rounded(amount: Decimal, currency: str) -> Decimal:
    return amount.quantize(Decimal(1 if currency == "JPY" else "0.01"), ROUND_HALF_UP)


def _in_decimals(markets: Markets) -> dict[Key, tuple[Decimal, Decimal]]:
    prices = ((key, MarketPrice.of(key, amounts)) for key, amounts in markets.items())
    return {key: (price.cost, price.erp) for key, price in prices}


def _content(body: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return archive.read(archive.namelist()[0])


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
