"""Exchange rates are dated and immutable; a new one supersedes (S40, S73, D20)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import rate_stream_id
from core.kernel.errors import Invalid
from core.rates.events import ExchangeRateSet
from core.rates.exchange_rate import ExchangeRate
from tests.support.builders import EUR, ILS, dec
from tests.support.scenario import NOON, Scenario, fact, minutes, scenario

SERIES = rate_stream_id("EUR", "ILS")
OPENED = ExchangeRate.open(anchor=EUR, currency=ILS, at=NOON).pending[0]


def rate_set(units: str, begins: float) -> ExchangeRateSet:
    return fact(
        ExchangeRateSet,
        anchor="EUR",
        currency="ILS",
        units_per_anchor=dec(units),
        valid_from=minutes(begins),
    )


def series(*history: ExchangeRateSet) -> Scenario[ExchangeRate]:
    return scenario(ExchangeRate, SERIES).given(OPENED, *history)


def units_on(moment: float, *history: ExchangeRateSet) -> Decimal | None:
    rate = series(*history).aggregate.rate_on(minutes(moment))
    return rate.units_per_anchor if rate else None


def test_s40_s73_a_rate_names_its_anchor_and_is_numbered() -> None:
    after = (
        series(rate_set("4.00", 0))
        .when(lambda it: it.set(dec("4.10"), valid_from=minutes(5), at=minutes(1)))
        .then(rate_set("4.10", 5))
    )
    assert [(rate.rate_id, rate.anchor) for rate in after.rates] == [
        ("EUR-ILS-1", EUR),
        ("EUR-ILS-2", EUR),
    ]


def test_d20_a_new_rate_supersedes_from_its_day_on_and_changes_no_past() -> None:
    history = (rate_set("4.00", 0), rate_set("4.10", 60))
    assert units_on(-1, *history) is None
    assert units_on(0, *history) == dec("4.00")
    assert units_on(59, *history) == dec("4.00")
    assert units_on(60, *history) == dec("4.10")


def test_d20_a_future_rate_waits_even_when_it_was_set_first() -> None:
    assert units_on(30, rate_set("4.10", 60), rate_set("4.00", 0)) == dec("4.00")
    assert units_on(90, rate_set("4.10", 60), rate_set("4.00", 0)) == dec("4.10")


def test_d20_of_two_rates_from_the_same_moment_the_later_set_one_holds() -> None:
    assert units_on(1, rate_set("4.00", 0), rate_set("4.20", 0)) == dec("4.20")


@given(st.lists(st.integers(-5, 5), max_size=6), st.integers(-6, 6))
def test_d20_the_rate_of_a_moment_is_the_last_one_begun_by_then(
    begins: list[int], moment: int
) -> None:
    history = [rate_set(str(number), begin) for number, begin in enumerate(begins, 1)]
    ranked = sorted((begin, number) for number, begin in enumerate(begins, 1) if begin <= moment)
    expected = Decimal(ranked[-1][1]) if ranked else None
    assert units_on(moment, *history) == expected


@pytest.mark.parametrize("units", ["0", "-1"])
def test_a_rate_is_above_zero_d19(units: str) -> None:
    series().when(lambda it: it.set(dec(units), valid_from=NOON, at=NOON)).then_refused(Invalid)


def test_a_currency_has_no_rate_against_itself() -> None:
    with pytest.raises(Invalid, match="two currencies"):
        ExchangeRate.open(anchor=EUR, currency=EUR, at=NOON)
