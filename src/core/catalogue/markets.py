"""The markets' prices in a form that is exact and quick: whole millionths of a currency (P5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from core.catalogue.values import ProductCode


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
