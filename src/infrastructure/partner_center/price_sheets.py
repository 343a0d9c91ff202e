"""A country's software price sheet: what holds today, and what could not be used (D25, D28)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from application.ports.vendor import PriceSheet
from core.catalogue.values import ProductCode, QuarantinedRow, SheetPrice
from infrastructure.partner_center.sheet_file import sheet_records, unreadable
from infrastructure.partner_center.sheet_rows import (
    Cells,
    Unusable,
    concerns_us,
    priced,
    starts_at,
)
from infrastructure.partner_center.wire import folded

REQUIRED = ("ProductId", "SkuId", "Market", "Currency", "UnitPrice", "Segment")


class _Held(NamedTuple):
    since: datetime
    price: SheetPrice


def price_sheet(body: bytes, country: str, today: datetime) -> PriceSheet:
    """The prices in force at a UTC time, by product code and currency.

    Rows are numbered as a spreadsheet shows them: the header is 1.

    Raises:
        VendorRefused: no readable CSV, or a required column is missing or there twice.
        VendorUnavailable: a damaged archive.
    """
    records = sheet_records(body)
    names = _names(next(records, []))
    held: dict[tuple[ProductCode, str], _Held] = {}
    quarantine: list[QuarantinedRow] = []
    for number, record in _numbered(records):
        try:
            _hold(held, _cells(names, record), country, today)
        except Unusable as unusable:
            quarantine.append(QuarantinedRow(country, number, str(unusable)))
    return PriceSheet(
        country=country,
        prices=tuple(held[key].price for key in sorted(held)),
        quarantine=tuple(quarantine),
        raw=body,
        sha256=hashlib.sha256(body).hexdigest(),
    )


def _names(header: list[str]) -> list[str]:
    names = [folded(name) for name in header]
    for column in REQUIRED:
        if (times := names.count(folded(column))) != 1:
            wrong = "is missing" if times == 0 else "is there twice"
            raise unreadable(f"column {column} {wrong}")
    if not {"erpprice", "erp"} & set(names):
        raise unreadable("column ERP Price is missing")
    return names


def _numbered(records: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    return ((number, record) for number, record in enumerate(records, start=2) if record)


def _cells(names: list[str], record: list[str]) -> Cells:
    if len(record) != len(names):
        raise Unusable(f"{len(record)} cells under {len(names)} columns")
    return dict(zip(names, record, strict=True))


def _hold(
    held: dict[tuple[ProductCode, str], _Held], cells: Cells, country: str, today: datetime
) -> None:
    """Of several rows in force for the same product the latest one holds."""
    if not concerns_us(cells, today):
        return
    found = _Held(starts_at(cells), priced(cells, country))
    key = (found.price.code, found.price.price.currency)
    before = held.get(key)
    if before is None or found.since > before.since:
        held[key] = found
    elif found.since == before.since and found.price != before.price:
        raise Unusable(f"another price of {found.price.code} since the same day")
