"""Price sheets of any size, for measuring: realistic rows, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random

from entrypoints.simulator.catalogue.markets import SHEET_NAMES
from entrypoints.simulator.prices.pages import as_csv, zipped
from entrypoints.simulator.prices.sheet import CHANGED, COLUMNS, OPEN, RETIRED, Period, Row

COUNTRIES = """
AD AE AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BW BY BZ CA CD CG CH CI CL
CM CN CO CR CV CY CZ DE DJ DK DO DZ EC EE EG ER ES ET FI FJ FR GA GB GE GH GN GR GT GW HK HN HR
HT HU ID IE IL IN IQ IS IT JM JO JP KE KG KH KR KW KZ LA LB LK LT LU LV MA MD ME MG MK ML MN MT
MU MV MX MY MZ NA NG NI NL NO NP NZ OM PA PE PH PK PL PT QA RO RS RU RW SA SE SG SI SK TH TR UA
"""
CURRENCIES = "EUR USD GBP CHF JPY DKK NOK SEK PLN CZK HUF RON AUD CAD NZD SGD INR BRL MXN"
TITLES = ("Windows Server 2025", "SQL Server 2022", "Exchange Server 2019", "Office LTSC 2024")
EDITIONS = ("Standard", "Datacenter – 16 Core", "1 User CAL", "1 Device CAL", 'Hub 2S 50" display')
WORDS = """
server client access licence datacenter standard user device core secure manage deploy application
organisation predictable support lifecycle flexible virtualisation rights included per processor
storage network identity update analytics message language on-premises hybrid
"""


@dataclass(frozen=True)
class Recipe:
    """`markets` × four segments × `skus` rows that hold; the shares are rows on top of them."""

    markets: int = 60
    skus: int = 400
    retired: float = 0.05
    coming: float = 0.05
    tiered: float = 0.05
    seed: int = 1


def sheets(recipe: Recipe) -> Iterator[tuple[str, bytes]]:
    """Each market's country with its zipped sheet."""
    for country, currency in zip(COUNTRIES.split()[: recipe.markets], cycle(CURRENCIES.split())):
        rows = _rows(recipe, country, currency)
        yield country, zipped(as_csv(rows), f"pricesheet_software_{country}.csv")


def _rows(recipe: Recipe, country: str, currency: str) -> Iterator[Row]:
    chance = Random(f"{recipe.seed}/{country}")  # noqa: S311 - prices, not secrets
    for number in range(recipe.skus):
        sku = _sku(recipe, number)
        for segment in SHEET_NAMES.values():
            row = sku | {"Market": country, "Currency": currency, "Segment": segment}
            if chance.random() < recipe.retired:
                yield row | _priced(chance, RETIRED)
            yield row | _priced(chance, OPEN)
            if chance.random() < recipe.tiered:
                tier = {"PricingTierRangeMin": "10", "PricingTierRangeMax": "99"}
                yield row | _priced(chance, OPEN) | tier
            if chance.random() < recipe.coming:
                yield row | _priced(chance, CHANGED)


def _sku(recipe: Recipe, number: int) -> Row:
    title, edition = TITLES[number % len(TITLES)], EDITIONS[number % len(EDITIONS)]
    chance = Random(f"{recipe.seed}/{number}")  # noqa: S311 - words, not secrets
    description = " ".join(chance.choices(WORDS.split(), k=20))
    return dict.fromkeys(COLUMNS, "") | {
        "ProductTitle": title,
        "ProductId": f"DG7GMGF0{number // 8:04X}",
        "SkuId": f"{number % 8 + 1:04}",
        "SkuTitle": f"{title} {edition}",
        "Publisher": "Microsoft Corporation",
        "SkuDescription": f"{title} {edition}: {description}",
        "UnitOfMeasure": "1 License",
        "TermDuration": "NoTerm",
        "BillingPlan": "OneTime",
        "Tags": "License",
    }


def _priced(chance: Random, period: Period) -> Row:
    cents = chance.randrange(1_000, 900_000)
    return {
        "UnitPrice": _decimal(cents * 85 // 100),
        "ERP Price": _decimal(cents),
        "EffectiveStartDate": period.start,
        "EffectiveEndDate": period.end,
    }


def _decimal(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
