"""Rows that cannot be used go to quarantine, by number and with a reason; never altered (D25)."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.values import ProductCode, QuarantinedRow
from infrastructure.partner_center.sheets.price_sheet import price_sheet
from tests.infrastructure.partner_center.sheets import ROW, row, sheet

TODAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
BIZTALK = ProductCode("DG7GMGF0DWM3", "0002", "SEG0001")
BAD_PRICES = [
    "",
    "free",
    "-1",
    "+1",
    "1e2",
    "1E-2",
    ".5",
    "5.",
    "1,5",
    "1 000",
    "1.2345678",
    "0.123456789012",
]
BAD_PRICES += ["1234567890123", "٣", "NaN", '1"']


def quarantined(*rows: dict[str, str]) -> tuple[QuarantinedRow, ...]:
    read = price_sheet(sheet(*rows), "DE", TODAY)
    assert len(read.prices.codes) + len(read.quarantine) == len(rows)
    assert read.quarantined == len(read.quarantine)
    return read.quarantine


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"Segment": "Startup"}, "unknown segment 'Startup'"),
        ({"Segment": ""}, "unknown segment ''"),
        ({"Market": "AT"}, "market 'AT' instead of DE"),
        ({"Currency": "EURO"}, "'EURO' is not an ISO 4217 currency."),
        ({"ERP_Price": ""}, "ERP Price is missing"),
        ({"UnitPrice": ""}, "UnitPrice is missing"),
        ({"UnitPrice": "1e3"}, "UnitPrice '1e3' is no exact price"),
        ({"ProductId": "84A661C4-E949"}, "'84A661C4-E949:0002:SEG0001' is no product code."),
        ({"EffectiveStartDate": "soon"}, "'soon' is no date"),
        ({"EffectiveEndDate": "13/13/2026 12:00:00 AM"}, "'13/13/2026 12:00:00 AM' is no date"),
        ({"PricingTierRangeMin": "few"}, "PricingTierRangeMin 'few' is no whole number"),
        ({"PricingTierRangeMin": "1.5"}, "PricingTierRangeMin '1.5' is no whole number"),
        ({"PricingTierRangeMin": "-1"}, "PricingTierRangeMin '-1' is no whole number"),
    ],
)
def test_d25_an_unusable_row_is_named_by_its_number_and_reason(
    changes: dict[str, str], reason: str
) -> None:
    good = row(SkuId="0001")
    assert quarantined(good, row(**changes), row(SkuId="0003")) == (
        QuarantinedRow("DE", 3, reason),
    )


@pytest.mark.parametrize("column", ["UnitPrice", "ERP_Price"])
@pytest.mark.parametrize("text", BAD_PRICES)
def test_d25_a_price_that_is_not_exact_is_not_read(column: str, text: str) -> None:
    [bad] = quarantined(row(**{column: text}))
    assert bad.row == 2
    assert column.replace("_", " ") in bad.reason


def test_d25_a_row_of_the_wrong_length_may_have_shifted_its_prices() -> None:
    body = sheet(ROW) + b"short,row\n" + b"\n" + b",".join([b"x"] * 20) + b"\n"
    read = price_sheet(body, "DE", TODAY)
    assert len(read.prices.codes) == 1
    assert (read.rows, read.prices.incomplete) == (3, True)
    assert [(each.row, each.reason) for each in read.quarantine] == [
        (3, "2 cells under 13 columns"),
        (5, "20 cells under 13 columns"),
    ]


def test_d25_two_prices_since_the_same_day_are_not_chosen_between() -> None:
    reason = "another price of DG7GMGF0DWM3:0002:SEG0001 since the same day"
    read = price_sheet(sheet(ROW, row(SkuId="0003"), row(UnitPrice="1"), ROW), "DE", TODAY)
    assert [(bad.row, bad.reason) for bad in read.quarantine] == [
        (2, reason),
        (4, reason),
        (5, reason),
    ]
    assert read.prices.doubtful == {BIZTALK}
    assert [code.sku for code in read.prices.codes] == ["0003"]


def test_the_same_price_twice_since_the_same_day_is_one_price() -> None:
    same = price_sheet(sheet(ROW, row(UnitPrice="412.5000")), "DE", TODAY)
    assert (len(same.prices.codes), same.quarantine) == (1, ())


def test_d25_prices_that_were_replaced_may_have_disagreed() -> None:
    old = [row(UnitPrice=price, EffectiveStartDate="2024-01-01") for price in "12"]
    read = price_sheet(sheet(*old, ROW), "DE", TODAY)
    assert (list(read.prices.costs), read.quarantine) == ([412_500_000], ())


@pytest.mark.parametrize(
    ("changes", "doubtful", "incomplete"),
    [
        ({"UnitPrice": "1e3"}, {BIZTALK}, False),
        ({"EffectiveEndDate": "soon"}, {BIZTALK}, False),
        ({"Currency": "EURO"}, {BIZTALK}, False),
        ({"ProductId": "84A661C4-E949"}, set(), True),
        ({"SkuId": ""}, set(), True),
        ({"Segment": "Startup", "UnitPrice": "odd"}, set(), False),
        ({"Market": "AT", "ProductId": "odd one"}, set(), False),
    ],
)
def test_d25_a_quarantined_row_makes_its_product_doubtful_or_the_sheet_incomplete(
    changes: dict[str, str], doubtful: set[ProductCode], incomplete: bool
) -> None:
    prices = price_sheet(sheet(row(**changes)), "DE", TODAY).prices
    assert set(prices.doubtful) == doubtful
    assert prices.incomplete is incomplete


def test_d25_of_many_unusable_rows_the_first_200_are_told() -> None:
    bad = [row(SkuId=f"{number:04}", UnitPrice="") for number in range(450)]
    disagreeing = [ROW, row(UnitPrice="1")]
    read = price_sheet(sheet(*bad, *disagreeing, *bad), "DE", TODAY)
    assert read.quarantined == 902
    assert [each.row for each in read.quarantine] == list(range(2, 202))
    read = price_sheet(sheet(*disagreeing, *bad), "DE", TODAY)
    assert [each.row for each in read.quarantine] == list(range(2, 202))


def test_d25_an_odd_row_is_told_even_when_it_is_over_or_has_not_begun() -> None:
    over = row(EffectiveEndDate="2026-01-01", UnitPrice="odd")
    coming = row(EffectiveStartDate="2027-01-01", Segment="odd")
    assert len(quarantined(over, coming)) == 2


def test_d25_an_odd_row_of_a_subscription_is_not_worth_a_word() -> None:
    term = row(TermDuration="P1Y", Segment="odd")
    assert price_sheet(sheet(term), "DE", TODAY).quarantine == ()


NUMBERS = st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@given(
    text=NUMBERS.map(str)
    | st.from_regex(r"[-+]?[0-9]{1,8}[.,]?[0-9]{0,8}\n?", fullmatch=True)
    | TEXTS
)
def test_d25_a_price_is_what_the_sheet_says_or_nothing(text: str) -> None:
    read = price_sheet(sheet(row(UnitPrice=text)), "DE", TODAY)
    if read.prices.costs:
        assert Decimal(read.prices.costs[0]).scaleb(-6) == Decimal(text.strip())
    else:
        assert [each.row for each in read.quarantine] == [2]


@given(units=st.integers(0, 10**12 - 1), decimals=st.integers(0, 6), fraction=st.integers(0))
def test_d25_every_plain_price_of_at_most_six_decimals_is_read_exactly(
    units: int, decimals: int, fraction: int
) -> None:
    text = f"{units}.{fraction % 10**decimals:0{decimals}}" if decimals else f"{units}"
    read = price_sheet(sheet(row(UnitPrice=text)), "DE", TODAY)
    assert list(read.prices.costs) == [int(Decimal(text).scaleb(6))]
