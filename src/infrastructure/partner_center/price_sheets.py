"""A country's software price sheet: what holds today, and what could not be used (D25, D28)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from application.ports.vendor import PriceSheet
from core.catalogue.markets import CountryPrices, MarketPrice, PriceKey
from core.catalogue.values import ProductCode, QuarantinedRow
from infrastructure.partner_center.sheet_file import sheet_records, unreadable
from infrastructure.partner_center.sheet_rows import (
    Cells,
    Unusable,
    holds,
    is_perpetual,
    priced,
    starts_at,
)
from infrastructure.partner_center.wire import folded

REQUIRED = ("ProductId", "SkuId", "Market", "Currency", "UnitPrice", "Segment", "ERP Price")
READ_WHEN_THERE = (
    "TermDuration",
    "BillingPlan",
    "PricingTierRangeMin",
    "EffectiveStartDate",
    "EffectiveEndDate",
)


class _Held(NamedTuple):
    since: datetime
    price: tuple[ProductCode, MarketPrice]


def price_sheet(body: bytes, country: str, today: datetime) -> PriceSheet:
    """The prices in force at a UTC time, by product code and currency.

    Rows are numbered as a spreadsheet shows them: the header is 1.

    Raises:
        VendorRefused: no readable CSV, or a required column is missing or there twice.
        VendorUnavailable: a damaged archive.
    """
    records = sheet_records(body)
    names = _names(next(records, []))
    held: dict[tuple[ProductCode, PriceKey], _Held] = {}
    quarantine: list[QuarantinedRow] = []
    for number, record in _numbered(records):
        try:
            _hold(held, _cells(names, record), country, today)
        except Unusable as unusable:
            quarantine.append(QuarantinedRow(country, number, str(unusable)))
    keys = sorted(held)
    return PriceSheet(
        country=country,
        prices=CountryPrices(
            country,
            codes=[code for code, _ in keys],
            keys=[key for _, key in keys],
            costs=[held[each].price[1].amounts.cost for each in keys],
            erps=[held[each].price[1].amounts.erp for each in keys],
        ),
        rows=len(held),
        quarantine=tuple(quarantine),
        quarantined=len(quarantine),
        raw=body,
        sha256=hashlib.sha256(body).hexdigest(),
    )


def _names(header: list[str]) -> list[str]:
    """Folded names; the ERP price has two."""
    names = ["erpprice" if folded(name) == "erp" else folded(name) for name in header]
    for column in (*REQUIRED, *READ_WHEN_THERE):
        times = names.count(folded(column))
        if times == 0 and column in REQUIRED:
            raise unreadable(f"column {column} is missing")
        if times > 1:
            raise unreadable(f"column {column} is there twice")
    return names


def _numbered(records: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    return ((number, record) for number, record in enumerate(records, start=2) if record)


def _cells(names: list[str], record: list[str]) -> Cells:
    if len(record) != len(names):
        raise Unusable(f"{len(record)} cells under {len(names)} columns")
    return dict(zip(names, record, strict=True))


def _hold(
    held: dict[tuple[ProductCode, PriceKey], _Held], cells: Cells, country: str, today: datetime
) -> None:
    """Of several rows in force for the same product the latest one holds.

    A perpetual licence's row must be readable even when it is over or has not begun.
    """
    if not is_perpetual(cells):
        return
    found = _Held(starts_at(cells), priced(cells, country))
    if not holds(cells, today):
        return
    key = (found.price[0], found.price[1].key)
    before = held.get(key)
    if before is None or found.since > before.since:
        held[key] = found
    elif found.since == before.since and found.price != before.price:
        raise Unusable(f"another price of {found.price[0]} since the same day")
