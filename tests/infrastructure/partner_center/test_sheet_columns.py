"""A sheet read in columns says what the same sheet says row by row, in blocks of any size (P5)."""

from __future__ import annotations

import csv
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.ports.microsoft.errors import VendorRefused
from infrastructure.partner_center.sheets.price_sheet import price_sheet
from tests.infrastructure.partner_center.sheets import ROW, row, sheet, zipped
from tests.infrastructure.partner_center.support import TODAY

MANY = 1_000_000
MEGABYTE = 1024 * 1024

TITLES = ["BizTalk", "", '15" screen', '"', "one, two", "two\nlines", "two\r\nlines", '","', "Ωä"]
PRICES = [
    "1",
    "1.00",
    "2.5",
    "412.500000",
    "0",
    "",
    "-1",
    "1e3",
    "1.2345678",
    " 3 ",
    '4"',
    "1234567890123",
    "9" * 12,
]
TIMES = [
    "",
    "2025-01-01",
    "2026-02-01T00:00:00Z",
    "3/1/2026 12:00:00 AM",
    "2026-04-01T00:00:00+02:00",
]
TIMES += ["9999-11-30T23:59:59.0000000Z", "0001-01-01T00:00:00", "soon", f"2025-01-01{' ' * 40}"]
PRODUCTS = ["DG7GMGF0DWM3", "dg7gmgf0dwm3", " DG7GMGF0DWM3", "DG7GMGF0DWTL", "odd one", ""]
PRODUCTS += ["ä", "X" * 30]
CELLS = {
    "ProductTitle": TITLES,
    "ProductId": PRODUCTS,
    "SkuId": ["0001", "0002", "2", "", '2"', "000000002"],
    "TermDuration": ["NoTerm", "", "no_term", "P1Y", '"', "n" * 70],
    "BillingPlan": ["OneTime", "None", "Annual Monthly"],
    "Market": ["DE", "de", "AT", ""],
    "Currency": ["EUR", "eur", "USD", "EURO", '"'],
    "UnitPrice": PRICES,
    "PricingTierRangeMin": ["", "0", "1", "2", "1.5", "few"],
    "EffectiveStartDate": TIMES,
    "EffectiveEndDate": TIMES,
    "ERP Price": PRICES,
    "Segment": ["Commercial", "commercial", "Charity", "Startup", "", '"', "Commercial" + " " * 9],
}  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    """Sound but for a few cells, so that many rows meet under the same product and key."""
    odd = draw(st.sets(st.sampled_from(sorted(CELLS)), max_size=3))
    return ROW | {name: draw(st.sampled_from(CELLS[name])) for name in sorted(odd)}


def said(body: bytes, *, block: int = MEGABYTE) -> tuple[Any, ...]:
    read = price_sheet(body, "DE", TODAY, block=block)
    prices = read.prices
    held = sorted(zip(prices.codes, prices.keys, prices.costs, prices.erps, strict=True))
    rest = replace(prices, codes=(), keys=(), costs=(), erps=())
    return held, rest, read.rows, read.quarantine, read.quarantined


@given(st.lists(rows(), min_size=1, max_size=12), st.integers(300, 3000))
def test_columns_say_what_the_rows_say(sheet_rows: list[dict[str, str]], block: int) -> None:
    by_row = said(sheet(*sheet_rows, quoting=csv.QUOTE_MINIMAL))
    assert said(sheet(*sheet_rows)) == by_row
    assert said(sheet(*sheet_rows), block=block) == by_row
    assert said(sheet(*sheet_rows, quoting=csv.QUOTE_MINIMAL), block=block) == by_row


RECORDS = [
    b"short,row",
    b"",
    b'"unsound',
    b'"un"sound"',
    b'"sound but short"',
    b'15" screen,',
    b'"a" ,"b"',
]


@given(
    st.lists(st.sampled_from([*RECORDS, *sheet(ROW, row(SkuId="3")).split(b"\r\n")[1:3]])),
    st.integers(300, 3000),
)
def test_blocks_of_any_size_say_the_same_of_odd_records(records: list[bytes], block: int) -> None:
    body = sheet(row(SkuId="1")) + b"\n".join(records)
    assert said(body, block=block) == said(body)


@given(st.binary(max_size=12))
def test_what_is_no_utf_8_is_refused_and_nothing_else(title: bytes) -> None:
    title = b"\xc3\xa4 " + title.replace(b'"', b"")
    body = sheet(row(ProductTitle="<>")).replace(b"<>", title)
    try:
        title.decode()
    except UnicodeDecodeError:
        with pytest.raises(VendorRefused, match="utf-8"):
            price_sheet(body, "DE", TODAY)
    else:
        assert price_sheet(body, "DE", TODAY).rows == 1


def test_threads_read_sheets_side_by_side() -> None:
    bodies = [
        sheet(*(row(SkuId=f"{sku}", UnitPrice=f"{price}") for sku in range(1000, 1400)))
        for price in range(8)
    ]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(said, bodies)) == [said(body) for body in bodies]


def test_a_row_of_another_form_takes_only_its_own_line() -> None:
    odd = [sheet(row(SkuId="1"), ROW), b'"short"\n\n', sheet(row(SkuId="3", UnitPrice="x"))]
    body = odd[0] + odd[1] + odd[2].splitlines(keepends=True)[1]
    read = price_sheet(body, "DE", TODAY)
    assert [(each.row, each.reason) for each in read.quarantine] == [
        (4, "1 cells under 13 columns"),
        (6, "UnitPrice 'x' is no exact price"),
    ]
    assert read.rows == 4


def test_p5_a_million_rows_are_read_within_bounded_memory() -> None:
    head, sound, coming, *_ = sheet(
        ROW, row(EffectiveStartDate=f"{TODAY + timedelta(days=1):%Y-%m-%d}"), row(SkuId="3")
    ).splitlines(keepends=True)
    subscriptions = sheet(row(TermDuration="P1Y", ProductTitle="t" * 100)).splitlines(keepends=True)
    body = zipped(head + sound + coming + subscriptions[1] * (MANY - 2))
    tracemalloc.start()
    try:
        read = price_sheet(body, "DE", TODAY)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (read.rows, len(read.prices.codes), read.quarantined) == (MANY, 1, 0)
    assert peak < 40 * MEGABYTE
