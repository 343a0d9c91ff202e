"""P5: import of all price lists, against unzipping and scanning their bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

from benchmarks.harness import Contest
from core.catalogue.markets import CountryPrices
from infrastructure.partner_center.price_sheets import price_sheet

TODAY = datetime(2026, 3, 1, tzinfo=UTC)
SEGMENTS = dict(
    zip(
        ("Commercial", "Education", "Charity", "Government"),
        ("SEG0001", "SEG0002", "SEG0003", "SEG0004"),
        strict=True,
    )
)

Sheets = Sequence[tuple[str, bytes]]
"""Countries with their zipped sheets."""

Place = tuple[tuple[str, str, str], str, int]
"""Product, currency, and the number of licences that the price holds from."""

Maxima = dict[Place, tuple[int, int]]
"""The highest cost and retail price over all countries, in millionths."""


def contest(sheets: Sheets) -> Contest:
    stored = maxima(parsed(sheets))
    return Contest(
        floor=partial(scanned, sheets),
        parts={"unzip": partial(unzipped, sheets), "parse": partial(parsed, sheets)},
        contenders={
            "ours": lambda: changed(maxima(parsed(sheets)), stored),
            "csv + Decimal": lambda: changed(by_decimal(sheets), stored),
        },
    )


def unzipped(sheets: Sheets) -> int:
    return sum(len(_content(body)) for _, body in sheets)


def scanned(sheets: Sheets) -> int:
    return sum(_content(body).count(b"\n") for _, body in sheets)


def parsed(sheets: Sheets) -> list[CountryPrices]:
    return [price_sheet(body, country, TODAY).prices for country, body in sheets]


def maxima(lists: Iterable[CountryPrices]) -> Maxima:
    """Stands for the merge, maximum and difference of `core.catalogue`: replace it here (P5)."""
    found: Maxima = {}
    for prices in lists:
        rows = zip(prices.codes, prices.keys, prices.costs, prices.erps, strict=True)
        for code, key, cost, erp in rows:
            place = code, key.currency, key.from_quantity
            before = found.get(place, (0, 0))
            found[place] = (max(cost, before[0]), max(erp, before[1]))
    return found


def changed(found: Maxima, stored: Maxima) -> tuple[Maxima, set[Place]]:
    return found, {place for place, prices in found.items() if stored.get(place) != prices}


def by_decimal(sheets: Sheets) -> Maxima:
    """The straightforward way: the csv module and a Decimal for every price."""
    found: dict[Place, tuple[Decimal, Decimal]] = {}
    for _, body in sheets:
        for row in csv.DictReader(io.StringIO(_content(body).decode("utf-8-sig"), newline="")):
            if _time(row["EffectiveStartDate"]) <= TODAY < _time(row["EffectiveEndDate"]):
                code = row["ProductId"], row["SkuId"], SEGMENTS[row["Segment"]]
                place = code, row["Currency"], int(row["PricingTierRangeMin"] or 1)
                before = found.get(place, (Decimal(0), Decimal(0)))
                cost, erp = Decimal(row["UnitPrice"]), Decimal(row["ERP Price"])
                found[place] = (max(cost, before[0]), max(erp, before[1]))
    return {place: (_millionths(cost), _millionths(erp)) for place, (cost, erp) in found.items()}


def _content(body: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return archive.read(archive.namelist()[0])


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _millionths(amount: Decimal) -> int:
    return int(amount.scaleb(6))
