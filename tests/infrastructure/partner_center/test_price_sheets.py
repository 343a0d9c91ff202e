"""Price sheets: which rows hold today, and the file around them (D28; contract 5)."""

import hashlib
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from core.catalogue.markets import CountryPrices, PriceKey
from core.catalogue.values import ProductCode
from infrastructure.partner_center.sheets.price_sheet import price_sheet
from tests.infrastructure.partner_center.sheets import ROW, row, sheet, zipped
from tests.infrastructure.partner_center.support import TODAY, Center, fault, fixture

PLAIN = fixture("sheet.csv")
EUR = PriceKey("DE", "EUR")
BIZTALK = ProductCode("DG7GMGF0DWM3", "0002", "SEG0001")
HELD = CountryPrices(
    "DE",
    codes=[BIZTALK, ProductCode("DG7GMGF0DWM3", "0002", "SEG0003")],
    keys=[EUR, EUR],
    costs=[412_500_000, 100_123_456],
    erps=[499_000_000, 120_000_000],
)


def read(*rows: dict[str, str], today: datetime = TODAY) -> CountryPrices:
    sound = price_sheet(sheet(*rows), "DE", today)
    assert (sound.rows, sound.quarantined) == (len(rows), 0)
    return sound.prices


def costs(*rows: dict[str, str], today: datetime = TODAY) -> list[int]:
    return list(read(*rows, today=today).costs)


@pytest.mark.parametrize(
    "body",
    [PLAIN, b"\xef\xbb\xbf" + PLAIN, PLAIN.replace(b"\n", b"\r\n"), zipped(PLAIN)],
    ids=["plain", "bom", "crlf", "zip"],
)
def test_d28_a_sheet_gives_cost_and_retail_price_from_any_file(body: bytes) -> None:
    read = price_sheet(body, "DE", TODAY)
    assert read.prices == HELD
    assert (read.country, read.rows, read.quarantined, read.quarantine) == ("DE", 2, 0, ())
    assert (read.raw, read.sha256) == (body, hashlib.sha256(body).hexdigest())


def test_a_sheet_is_asked_for_by_its_literal_address() -> None:
    center = Center(httpx.Response(200, content=PLAIN))
    assert center.vendor.price_sheet("DE", TODAY).prices == HELD
    assert center.sent.url.host == "api.partner.microsoft.com"
    assert center.sent.url.raw_path == (
        b"/v1.0/sales/pricesheets(Market='DE',PricesheetView='software')/$value?timeline=current"
    )
    assert center.sent.headers["Authorization"] == "Bearer token-1"


def test_a_sheet_that_microsoft_denies_is_a_refusal() -> None:
    denied = httpx.Response(403, json={"error": {"code": "accessDenied", "message": "No"}})
    with pytest.raises(VendorRefused, match="accessDenied"):
        Center(denied).vendor.price_sheet("DE", TODAY)
    with pytest.raises(VendorUnavailable):
        Center(fault(500, "generalException")).vendor.price_sheet("DE", TODAY)


@pytest.mark.parametrize("term", ["P1M", "P1Y", "P3Y", "payG-1"])
def test_subscriptions_are_not_our_business(term: str) -> None:
    assert costs(row(TermDuration=term), row(BillingPlan="Annual Monthly")) == []


@pytest.mark.parametrize("plan", ["OneTime", "one_time", "onetime", "None", ""])
@pytest.mark.parametrize("term", ["NoTerm", "noterm", "None", ""])
def test_a_perpetual_licence_has_no_term_and_one_payment(term: str, plan: str) -> None:
    assert costs(row(TermDuration=term, BillingPlan=plan)) == [412_500_000]


def test_a_row_holds_from_its_start_and_no_longer_at_its_end() -> None:
    start, end = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    bounded = row(
        EffectiveStartDate="2026-02-01T00:00:00.0000000Z", EffectiveEndDate="4/1/2026 12:00:00 AM"
    )
    instant = timedelta(microseconds=1)
    assert costs(bounded, today=start - instant) == []
    assert costs(bounded, today=start) == [412_500_000]
    assert costs(bounded, today=end - instant) == [412_500_000]
    assert costs(bounded, today=end) == []


@pytest.mark.parametrize("open_end", ["", "9999-11-30", "11/30/9999 11:59:59 PM"])
@pytest.mark.parametrize("start", ["", "2025-01-01", "3/1/2018 12:00:00 AM", "0001-01-01T00:00:00"])
def test_bounds_may_be_open_and_in_either_format(start: str, open_end: str) -> None:
    assert costs(row(EffectiveStartDate=start, EffectiveEndDate=open_end)) == [412_500_000]


def test_of_several_rows_in_force_the_latest_start_wins() -> None:
    old, new = row(UnitPrice="1"), row(UnitPrice="2", EffectiveStartDate="2026-01-01")
    undated, coming = row(UnitPrice="0.5", EffectiveStartDate=""), row(UnitPrice="3")
    coming["EffectiveStartDate"] = "2026-03-02"
    assert costs(old, new, undated, coming) == costs(coming, undated, new, old) == [2_000_000]


def test_every_pricing_tier_has_a_price_of_its_own() -> None:
    tiers = [
        row(PricingTierRangeMin=first, PricingTierRangeMax="odd", UnitPrice=f"{price}")
        for price, first in enumerate(("", "2", "10"), start=1)
    ]
    prices = read(*tiers)
    assert [key.from_quantity for key in prices.keys] == [1, 2, 10]
    assert prices.costs == [1_000_000, 2_000_000, 3_000_000]


@pytest.mark.parametrize("first", ["", "0", "1", " 1 "])
def test_the_first_tier_begins_at_one_licence(first: str) -> None:
    assert read(row(PricingTierRangeMin=first)).keys == [EUR]


def test_d2_a_change_is_known_from_rows_that_begin_or_end() -> None:
    until_may = row(EffectiveEndDate="2026-05-01")
    from_april = row(EffectiveStartDate="2026-04-01", UnitPrice="1")
    may, april = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    assert read(ROW).changes == {}
    assert read(until_may).changes == {BIZTALK: may}
    assert read(until_may, from_april).changes == {BIZTALK: april}
    assert read(ROW, from_april).changes == {BIZTALK: april}
    assert read(from_april).changes == {BIZTALK: april}


def test_d2_the_end_of_a_row_that_another_one_replaced_changes_nothing() -> None:
    replaced = row(EffectiveStartDate="2024-01-01", EffectiveEndDate="2026-05-01")
    assert read(replaced, ROW).changes == {}
    over = row(EffectiveEndDate="2026-01-01")
    assert read(over).changes == {}


def test_columns_are_found_by_name_and_unknown_ones_are_ignored() -> None:
    moved = {"ChangeIndicator": "Unchanged", **dict(reversed(ROW.items()))}
    assert costs(moved) == [412_500_000]
    named_erp = {("ERP" if name == "ERP Price" else name): text for name, text in ROW.items()}
    assert read(named_erp) == read(ROW)
    few = {name: ROW[name] for name in ROW if name.endswith(("Id", "Price", "t", "y"))}
    assert costs(few) == [412_500_000]


@pytest.mark.parametrize(
    "column", ["ProductId", "SkuId", "Market", "Currency", "UnitPrice", "Segment", "ERP Price"]
)
def test_a_missing_column_makes_the_sheet_unreadable(column: str) -> None:
    rest = {name: text for name, text in ROW.items() if name != column}
    with pytest.raises(VendorRefused, match=f"cannot be read: column {column} is missing"):
        price_sheet(sheet(rest), "DE", TODAY)


def test_a_column_that_is_there_twice_is_not_guessed_at() -> None:
    with pytest.raises(VendorRefused, match="column UnitPrice is there twice"):
        price_sheet(sheet(ROW | {"Unit Price": "1"}), "DE", TODAY)
    with pytest.raises(VendorRefused, match="column ERP Price is there twice"):
        price_sheet(sheet(ROW | {"ERP": "1"}), "DE", TODAY)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        PLAIN.replace(b"BizTalk", b"Biz\xe4Talk"),
        PLAIN.replace(b"Branch, small", b"x" * 140_000).replace(b'"DE"', b"DE"),
        b"<html><body>Sign in</body></html>",
        b'{"code": "unauthorized"}',
        zipped(PLAIN, "a.csv", "b.csv"),
        zipped(b""),
    ],
    ids=["empty", "binary", "latin-1", "endless cell", "html", "json", "two files", "empty zip"],
)
def test_what_is_no_csv_is_refused(body: bytes) -> None:
    with pytest.raises(VendorRefused, match="price sheet cannot be read"):
        price_sheet(body, "DE", TODAY)


def test_a_sheet_without_any_row_is_refused() -> None:
    for body in (sheet(), sheet() + b"\r\n\r\n"):
        with pytest.raises(VendorRefused, match="it has no row"):
            price_sheet(body, "DE", TODAY)


@pytest.mark.parametrize("title", ['15" screen', "one, two", "two\nlines", "two\r\nlines", '"', ""])
def test_titles_may_hold_quotes_commas_and_line_ends(title: str) -> None:
    assert costs(row(ProductTitle=title), row(SkuId="0003", UnitPrice="1")) == [
        412_500_000,
        1_000_000,
    ]


@pytest.mark.parametrize("kept", [4, 30, 200, -1])
def test_a_damaged_archive_is_worth_another_try(kept: int) -> None:
    with pytest.raises(VendorUnavailable, match="damaged"):
        price_sheet(zipped(PLAIN)[:kept], "DE", TODAY)
