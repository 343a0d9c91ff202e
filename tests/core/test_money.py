"""Amounts are exact decimals with an ISO 4217 code, never floats (SPEC 5, D19)."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Invalid
from core.money import (
    Money,
    currency,
    exact_decimal,
    exact_product,
    minor_unit,
    round_to_minor_unit,
)
from tests.support.builders import EUR, JPY, KWD, dec

PLAIN = st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", fullmatch=True)
AMOUNTS = PLAIN.map(Decimal)


@pytest.mark.parametrize(
    ("code", "amount", "rounded"),
    [
        (EUR, "10.005", "10.01"),
        (EUR, "10.004999", "10.00"),
        (JPY, "1234.5", "1235"),
        (JPY, "1234.4999", "1234"),
        (KWD, "0.0005", "0.001"),
        (KWD, "0.00049", "0.000"),
        (EUR, "-10.005", "-10.01"),
    ],
)
def test_amounts_are_rounded_half_up_to_the_minor_unit_of_their_currency_d19(
    code: str, amount: str, rounded: str
) -> None:
    assert str(round_to_minor_unit(dec(amount), currency(code))) == rounded


@given(AMOUNTS, st.sampled_from([EUR, JPY, KWD]))
def test_rounding_moves_an_amount_by_half_a_minor_unit_at_most_d19(
    amount: Decimal, code: str
) -> None:
    unit = minor_unit(currency(code))
    rounded = round_to_minor_unit(amount, currency(code))
    assert abs(Fraction(rounded) - Fraction(amount)) <= Fraction(unit) / 2
    assert rounded.as_tuple().exponent == unit.as_tuple().exponent
    assert round_to_minor_unit(rounded, currency(code)) == rounded


@given(AMOUNTS, AMOUNTS)
def test_converting_loses_no_digit_before_it_rounds_d19(one: Decimal, other: Decimal) -> None:
    exact = exact_product(one, other)
    assert Fraction(exact) == Fraction(one) * Fraction(other)
    rounded = round_to_minor_unit(exact, EUR)
    assert rounded == exact.quantize(dec("0.01"), ROUND_HALF_UP, Context(prec=100))


@given(PLAIN)
def test_a_plain_decimal_is_read_as_it_is_written(text: str) -> None:
    assert Fraction(exact_decimal(text)) == Fraction(text)
    assert exact_decimal(f" {text} ") == exact_decimal(text)


@given(st.text(max_size=12))
def test_any_text_is_read_exactly_or_refused(text: str) -> None:
    try:
        read = exact_decimal(text)
    except Invalid:
        return
    assert text.strip().isascii()
    assert Fraction(text.strip()) == Fraction(read)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1e5",
        "1,5",
        "1.000,00",
        "NaN",
        "Infinity",
        "+1",
        ".5",
        "1.",
        "1_000",
        "0x1",
        "١٢",
        "1 2",
    ],
)
def test_other_spellings_of_a_number_are_refused(text: str) -> None:
    with pytest.raises(Invalid, match="plain decimal"):
        exact_decimal(text)


@pytest.mark.parametrize(("code", "unit"), [("EUR", "0.01"), ("jpy", "1"), (" kwd ", "0.001")])
def test_a_currency_knows_its_minor_unit(code: str, unit: str) -> None:
    assert minor_unit(currency(code)) == dec(unit)


@pytest.mark.parametrize("code", ["", "EURO", "XXX", "BTC", "12"])
def test_what_is_no_iso_4217_currency_is_refused(code: str) -> None:
    with pytest.raises(Invalid, match="ISO 4217"):
        currency(code)


def test_money_multiplies_and_prints_exactly() -> None:
    unit = Money(dec("0.105"), EUR)
    assert unit.times(3) == Money(dec("0.315"), EUR)
    assert str(unit.times(3).rounded()) == "0.32 EUR"
