"""What happens to an exchange rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.kernel.event import Birth, Event


@dataclass(frozen=True)
class RateSeriesOpened(Birth):
    """The series of rates between a Microsoft-supported anchor currency and another currency."""

    TOPIC = "exchange-rate.series-opened.v1"
    anchor: str
    currency: str


@dataclass(frozen=True)
class ExchangeRateSet(Event):
    """`units_per_anchor` units of the currency are paid for one unit of the anchor."""

    TOPIC = "exchange-rate.set.v1"
    anchor: str
    currency: str
    units_per_anchor: Decimal
    valid_from: datetime
