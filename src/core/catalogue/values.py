"""Codes, offers and prices of the catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Offer:
    """A SKU that may be sold in one country to one qualification, as Microsoft lists it (S64)."""

    code: ProductCode
    country: str
    sku_name: str
    description: str
    minimum_quantity: int
    maximum_quantity: int


@dataclass(frozen=True, order=True)
class MarketPrice:
    """One country's list: `cost` is the partner's unit price, `erp` the retail price (D28).

    Also stored inside product events: its fields are a contract.
    """

    country: str
    currency: str
    cost: Decimal
    erp: Decimal


@dataclass(frozen=True)
class SheetPrice:
    """A row of a country's price sheet that holds today."""

    code: ProductCode
    price: MarketPrice


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


@dataclass(frozen=True)
class Conversion:
    """The exchange rate that holds now: units of `currency` for one unit of `anchor`."""

    rate_id: str
    anchor: Currency
    currency: Currency
    units_per_anchor: Decimal


@dataclass(frozen=True)
class TargetProduct:
    """What a product shall be after a run: the union over the instance's countries (S66)."""

    code: ProductCode
    sku_name: str
    description: str
    minimum_quantity: int
    maximum_quantity: int
    countries: tuple[str, ...]
    market_prices: tuple[MarketPrice, ...]

    @property
    def name(self) -> str:
        return self.code.qualification.name_of(self.sku_name)
