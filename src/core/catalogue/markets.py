"""The markets' prices, in whole millionths of a currency: exact, and quick to compare (P5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple, TypeAlias, cast

from core.catalogue.values import ProductCode
from core.money import Currency, from_millionths, millionths


class PriceKey(NamedTuple):
    """Where a price holds: in a country's list, in a currency, from a number of licences on.

    `from_quantity` is the beginning of Microsoft's pricing tier, 1 for the first.
    """

    country: str
    currency: str
    from_quantity: int = 1


class Amounts(NamedTuple):
    """`cost` is the partner's unit price, `erp` the retail price, in millionths (D28)."""

    cost: int
    erp: int


Markets: TypeAlias = Mapping[PriceKey, Amounts]
"""Every list price of one product."""


@dataclass(frozen=True)
class MarketPrice:
    """One list's price from a number of licences on: `cost` to the partner, `erp` retail (D28).

    Also stored inside product events: its fields are a contract.
    """

    country: str
    currency: str
    cost: Decimal
    erp: Decimal
    from_quantity: int = 1

    @classmethod
    def of(cls, key: PriceKey, amounts: Amounts) -> MarketPrice:
        currency = Currency(key.currency)
        return cls(
            country=key.country,
            currency=currency,
            cost=from_millionths(amounts.cost, currency),
            erp=from_millionths(amounts.erp, currency),
            from_quantity=key.from_quantity,
        )

    @property
    def key(self) -> PriceKey:
        return PriceKey(self.country, self.currency, self.from_quantity)

    @property
    def amounts(self) -> Amounts:
        return Amounts(millionths(self.cost), millionths(self.erp))


@dataclass(frozen=True)
class CountryPrices:
    """One country's price sheet as it holds at the time of a run, in columns of equal length.

    Row by row: the product, where the price holds, and its cost and retail price in millionths of
    the currency. No two rows have the same product and key. `changes` tells when the next row of
    a product is known to begin, or its present one to end (D2). Of `doubtful` products a row went
    to quarantine; `incomplete` means that rows did of which nobody can tell the product (D25).
    """

    country: str
    codes: Sequence[ProductCode] = ()
    keys: Sequence[PriceKey] = ()
    costs: Sequence[int] = ()
    erps: Sequence[int] = ()
    changes: Mapping[ProductCode, datetime] = field(default_factory=dict)
    doubtful: frozenset[ProductCode] = frozenset()
    incomplete: bool = False

    def rows(self) -> Iterator[tuple[ProductCode, PriceKey, Amounts]]:
        pairs = zip(self.costs, self.erps, strict=True)
        amounts = map(tuple.__new__, repeat(Amounts), pairs)  # no Python call per row
        return zip(self.codes, self.keys, cast("Iterator[Amounts]", amounts), strict=True)

    def leaves_open(self, code: ProductCode) -> bool:
        """Whether a price that is missing here may only have been unreadable (D25)."""
        return self.incomplete or code in self.doubtful
