"""Rows that cannot be used go to quarantine, by number and with a reason; never altered (D25)."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.values import QuarantinedRow
from infrastructure.partner_center.price_sheets import price_sheet
from tests.infrastructure.partner_center.sheets import ROW, row, sheet

TODAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
BAD_PRICES = ["", "free", "-1", "+1", "1e2", "1E-2", ".5", "5.", "1,5", "1 000", "1.2345678", "٣"]


def quarantined(*rows: dict[str, str]) -> tuple[QuarantinedRow, ...]:
    read = price_sheet(sheet(*rows), "DE", TODAY)
    assert len(read.prices) + len(read.quarantine) == len(rows)
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
        ({"PricingTierRangeMin": "few"}, "PricingTierRangeMin 'few' is no number"),
        ({"PricingTierRangeMin": "NaN"}, "PricingTierRangeMin 'NaN' is no number"),
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
    assert len(read.prices) == 1
    assert [(each.row, each.reason) for each in read.quarantine] == [
        (3, "2 cells under 13 columns"),
        (5, "20 cells under 13 columns"),
    ]


def test_d25_two_prices_since_the_same_day_are_not_chosen_between() -> None:
    [bad] = quarantined(ROW, row(UnitPrice="1"))
    assert (bad.row, bad.reason) == (
        3,
        "another price of DG7GMGF0DWM3:0002:SEG0001 since the same day",
    )
    same = price_sheet(sheet(ROW, ROW), "DE", TODAY)
    assert (len(same.prices), same.quarantine) == (1, ())


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
    if read.prices:
        cost = read.prices[0].price.cost
        assert str(cost) == str(Decimal(text.strip()))
        assert cost.as_tuple().digits == Decimal(text.strip()).as_tuple().digits
        assert -cost.as_tuple().exponent <= 6  # type: ignore[operator]
    else:
        assert [each.row for each in read.quarantine] == [2]


@given(units=st.integers(0, 10**15 - 1), decimals=st.integers(0, 6), fraction=st.integers(0))
def test_d25_every_plain_price_of_at_most_six_decimals_is_read_exactly(
    units: int, decimals: int, fraction: int
) -> None:
    text = f"{units}.{fraction % 10**decimals:0{decimals}}" if decimals else f"{units}"
    read = price_sheet(sheet(row(UnitPrice=text)), "DE", TODAY)
    assert str(read.prices[0].price.cost) == text
