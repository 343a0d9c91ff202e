"""Dated, immutable exchange rates of one currency against a supported one (S40, S73, D20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import singledispatchmethod
from typing import Self

from core.ids import rate_stream_id
from core.kernel.aggregate import Aggregate, first, require_utc
from core.kernel.errors import Invalid
from core.kernel.event import Event
from core.money import Currency
from core.rates.events import ExchangeRateSet, RateSeriesOpened


@dataclass(frozen=True)
class Rate:
    """`units_per_anchor` units of `currency` for one unit of `anchor`, from a UTC time on.

    `rate_id` is `ANCHOR-CURRENCY-N`, N counting the rates of the pair.
    """

    rate_id: str
    anchor: Currency
    currency: Currency
    units_per_anchor: Decimal
    valid_from: datetime


class ExchangeRate(Aggregate, born_by=RateSeriesOpened):
    """The rates of one currency pair; a new rate supersedes, none is changed."""

    anchor: Currency
    currency: Currency
    rates: tuple[Rate, ...]

    @classmethod
    def open(cls, *, anchor: Currency, currency: Currency, at: datetime) -> Self:
        """
        Raises:
            Invalid: both currencies are the same.
        """
        if anchor == currency:
            raise Invalid(f"A rate converts between two currencies, not {anchor} into itself.")
        frame = first(rate_stream_id(anchor, currency), at)
        return cls.born(RateSeriesOpened(*frame, anchor=anchor, currency=currency))

    def set(self, units_per_anchor: Decimal, *, valid_from: datetime, at: datetime) -> None:
        """
        Raises:
            Invalid: the rate is not above zero.
        """
        if units_per_anchor <= 0:
            raise Invalid("An exchange rate must be above zero.")
        require_utc(valid_from)
        self.record(
            ExchangeRateSet(
                *self.next(at),
                anchor=self.anchor,
                currency=self.currency,
                units_per_anchor=units_per_anchor,
                valid_from=valid_from,
            )
        )

    def rate_on(self, moment: datetime) -> Rate | None:
        """The rate valid at a UTC time: of those begun by then, the one begun (then set) last."""
        begun = [rate for rate in self.rates if rate.valid_from <= moment]
        return max(reversed(begun), key=lambda rate: rate.valid_from, default=None)

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: RateSeriesOpened) -> None:
        self.anchor = Currency(event.anchor)
        self.currency = Currency(event.currency)
        self.rates = ()

    @when.register
    def _(self, event: ExchangeRateSet) -> None:
        rate = Rate(
            rate_id=numbered(event.anchor, event.currency, event.originator_version),
            anchor=self.anchor,
            currency=self.currency,
            units_per_anchor=event.units_per_anchor,
            valid_from=event.valid_from,
        )
        self.rates = (*self.rates, rate)


def numbered(anchor: str, currency: str, version: int) -> str:
    """Rate id of the series' event at that version; the first event only opens the series."""
    return f"{anchor}-{currency}-{version - 1}"
