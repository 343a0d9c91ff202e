"""A country's software price sheet: what holds today, and what could not be used (D25, D28)."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from application.ports.microsoft.catalogue import PriceSheet
from application.ports.microsoft.errors import PriceSheetUnreadable
from infrastructure.partner_center.sheets.blocks import BLOCK, Block, SheetBlocks
from infrastructure.partner_center.sheets.columns import ColumnReader
from infrastructure.partner_center.sheets.file import opened
from infrastructure.partner_center.sheets.holding import prices_at
from infrastructure.partner_center.sheets.readings import Readings, first_listed
from infrastructure.partner_center.sheets.tables import is_sound, table
from infrastructure.partner_center.wire import folded

REQUIRED = ("ProductId", "SkuId", "Market", "Currency", "UnitPrice", "Segment", "ERP Price")
READ_WHEN_THERE = (
    "TermDuration",
    "BillingPlan",
    "PricingTierRangeMin",
    "EffectiveStartDate",
    "EffectiveEndDate",
)


def price_sheet(body: bytes, country: str, today: datetime, *, block: int = BLOCK) -> PriceSheet:
    """The prices in force at a UTC time; the sheet is read in blocks of that many bytes.

    Rows are numbered as a spreadsheet shows them: the header is 1.

    Raises:
        PriceSheetUnreadable: no readable CSV, no row in it, or a required column is missing or
            there twice.
        VendorUnavailable: a damaged archive.
    """
    readings = Readings(country)
    with opened(body) as stream:
        blocks = SheetBlocks(stream, block)
        _SheetReader(_names(tuple(blocks.header())), readings).read(blocks)
    if not readings.count:
        raise PriceSheetUnreadable("it has no row")
    prices = prices_at(readings, today)
    return PriceSheet(
        country=country,
        prices=prices,
        rows=readings.count,
        quarantine=first_listed(readings.unusable),
        quarantined=readings.quarantined,
        raw=body,
        sha256=hashlib.sha256(body).hexdigest(),
    )


@lru_cache(maxsize=16)
def _names(header: tuple[str, ...]) -> tuple[str, ...]:
    """Folded names; the ERP price has two."""
    names = ["erpprice" if folded(name) == "erp" else folded(name) for name in header]
    for column in (*REQUIRED, *READ_WHEN_THERE):
        times = names.count(folded(column))
        if times == 0 and column in REQUIRED:
            raise PriceSheetUnreadable(f"column {column} is missing")
        if times > 1:
            raise PriceSheetUnreadable(f"column {column} is there twice")
    return tuple(names)


class _SheetReader:
    """Blocks of the usual form in columns; what is odd by the record, with the same meaning."""

    def __init__(self, names: Sequence[str], readings: Readings) -> None:
        self._names = names
        self._readings = readings
        self._columns = ColumnReader(names, readings)
        self._line = 2

    def read(self, blocks: SheetBlocks) -> None:
        unsound = b""
        for block in blocks:
            if not self._in_columns(block):
                if not is_sound(block):
                    unsound = block.content
                    break
                self._by_record(block.lines())
        self._by_record(blocks.rest(unsound))

    def _in_columns(self, block: Block) -> bool:
        cells = table(block, len(self._names))
        if cells is None:
            return False
        for row in self._columns.read(cells, self._line):
            self._record(cells.record(row), self._line + row)
        self._readings.count += len(cells)
        self._line += len(cells)
        return True

    def _by_record(self, lines: Iterable[str]) -> None:
        for record in csv.reader(lines):
            if record:
                self._readings.count += 1
                self._record(record, self._line)
            self._line += 1

    def _record(self, record: list[str], line: int) -> None:
        if len(record) == len(self._names):
            self._readings.read(dict(zip(self._names, record, strict=True)), line)
            return
        self._readings.incomplete = True
        reason = f"{len(record)} cells under {len(self._names)} columns"
        self._readings.quarantine(line, reason)
