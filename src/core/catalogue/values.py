"""Codes, offers and prices of the catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, NewType, Self

from core.kernel.errors import Invalid
from core.money import Currency
from core.qualification import Qualification

CatalogId = NewType("CatalogId", str)
"""`ProductID:SKUID:AvailabilityID`: what goes into a cart; changes over time, never an identity."""

_CODE = re.compile(r"([A-Z0-9]{1,20}):([A-Z0-9]{1,8}):(SEG000[1-4])")


class ProductCode(NamedTuple):
    """`ProductID:SKUID:SegmentID`, identity of a product within its instance (S58, S68)."""

    product: str
    sku: str
    segment: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Raises:
            Invalid: the text is not of that form.
        """
        matched = _CODE.fullmatch(text.strip().upper())
        if matched is None:
            raise Invalid(
                f"{text!r} is no product code.",
                advice="A code looks like DG7GMGF0DWM3:0002:SEG0001.",
            )
        return cls(*matched.groups())

    @property
    def qualification(self) -> Qualification:
        return Qualification.of_segment(self.segment)

    def __str__(self) -> str:
        return f"{self.product}:{self.sku}:{self.segment}"


def smallest_order(minimum_quantity: int) -> int:
    """Fewest licences of an order line: the SKU's own minimum, and one at least (D1, D26)."""
    return max(1, minimum_quantity)


@dataclass(frozen=True, slots=True)
class Offer:
    """A SKU that may be sold in one country to one qualification, as Microsoft lists it (S64).

    The texts are in the language in which they were asked for.
    """

    code: ProductCode
    country: str
    sku_name: str
    description: str
    minimum_quantity: int
    maximum_quantity: int


@dataclass(frozen=True)
class QuarantinedRow:
    """A sheet row that could not be used, with the reason (D25). Stored inside run events."""

    country: str
    row: int
    reason: str


@dataclass(frozen=True, order=True)
class FailedSource:
    """A (country, segment) that failed to answer, or the country's price sheet (D23).

    Stored inside run events.
    """

    country: str
    segment: str
    reason: str


@dataclass(frozen=True)
class CountryLog:
    """What a run read from one country: offers, rows and prices of its sheet, unusable rows.

    Stored inside run events.
    """

    country: str
    offers: int
    rows: int
    prices: int
    quarantined: int


@dataclass(frozen=True, order=True)
class KnownChange:
    """From `at` (UTC) on, a country's list is known to have another price (D2).

    Stored inside product events.
    """

    country: str
    at: datetime


@dataclass(frozen=True)
class ListPrice:
    """The indicative price in one currency with the countries that won each maximum (S71, D28).

    Stored inside product events. `source` is `list` or `rate`; `rate_id` is set for `rate`.
    """

    currency: str
    purchase: Decimal
    sell: Decimal
    purchase_country: str
    sell_country: str
    source: str
    rate_id: str | None = None

    @property
    def sells_below_purchase(self) -> bool:
        """Each is the maximum of its own lists, so that this may happen; it is flagged (D28)."""
        return self.sell < self.purchase


@dataclass(frozen=True)
class PriceWarning:
    """An active currency without a price (`no_price`), or sold below purchase (D19, D28)."""

    code: str
    currency: str
    kind: str
    message: str


@dataclass(frozen=True)
class Conversion:
    """The exchange rate that holds now: units of `currency` for one unit of `anchor`."""

    rate_id: str
    anchor: Currency
    currency: Currency
    units_per_anchor: Decimal


@dataclass(frozen=True)
class PriceRules:
    """What turns lists into prices, beside the lists: rates, and which of both goes first (D20)."""

    conversions: tuple[Conversion, ...] = ()
    rates_override_lists: bool = False

    def leading_to(self, currency: str) -> tuple[Conversion, ...]:
        return tuple(each for each in self.conversions if each.currency == currency)
