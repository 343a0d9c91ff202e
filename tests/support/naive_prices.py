"""The price rules a second time, as a person would follow them with a pencil (D19, D20, D28).

Written from the rows of the specification alone; slow, and independent of `core.catalogue`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
DIGITS = {**dict.fromkeys(WITHOUT.split(), 0), **dict.fromkeys(WITH_THREE.split(), 3)}
"""Digits of the minor units of ISO 4217 that are not two."""

NaivePrice = tuple[Decimal, Decimal]
"""Purchase and sell, rounded to the minor unit."""


class NaiveRow(NamedTuple):
    """One row of one country's price list; rows of one call are those of one product."""

    code: str
    country: str
    currency: str
    from_quantity: int
    cost: Decimal
    erp: Decimal


class NaiveRate(NamedTuple):
    """`units` of `currency` are one `anchor`, at the moment in question."""

    rate_id: str
    anchor: str
    currency: str
    units: Decimal


def naive_list_price(
    rows: Sequence[NaiveRow],
    currency: str,
    rates: Sequence[NaiveRate],
    *,
    override: bool = False,
    quantity: int = 1,
) -> NaivePrice | None:
    """The default price: of all countries the highest (S71); `quantity` is the smallest order."""
    return _priced(_of_quantity(rows, quantity), currency, rates, override=override)


def naive_payable_price(
    rows: Sequence[NaiveRow],
    currency: str,
    country: str,
    quantity: int,
    rates: Sequence[NaiveRate],
    *,
    override: bool = False,
) -> NaivePrice | None:
    """The unit price of an end customer: only its own country's list counts (S75, D18)."""
    own = [row for row in rows if row.country == country]
    return _priced(_of_quantity(own, quantity), currency, rates, override=override)


def _priced(
    rows: Sequence[NaiveRow], currency: str, rates: Sequence[NaiveRate], *, override: bool
) -> NaivePrice | None:
    by_list = _highest(rows, currency, Decimal(1), currency)
    by_rate = _converted(rows, currency, rates)
    if override and by_rate is not None:
        return by_rate
    if by_list is not None:
        return by_list
    return by_rate


def _converted(
    rows: Sequence[NaiveRow], currency: str, rates: Sequence[NaiveRate]
) -> NaivePrice | None:
    """Of several anchors the one with the highest sell price, and of equals the last by rate id."""
    found: NaivePrice | None = None
    for rate in sorted(rates, key=lambda each: each.rate_id):
        if rate.currency != currency:
            continue
        price = _highest(rows, rate.anchor, rate.units, currency)
        if price is not None and (found is None or price[1] >= found[1]):
            found = price
    return found


def _highest(
    rows: Sequence[NaiveRow], listed_in: str, units: Decimal, currency: str
) -> NaivePrice | None:
    """Purchase and sell each from the highest list in a currency; never 0 (D19, D28)."""
    purchase = sell = Decimal(0)
    for row in rows:
        if row.currency == listed_in:
            purchase = max(purchase, _rounded(row.cost, units, currency))
            sell = max(sell, _rounded(row.erp, units, currency))
    return (purchase, sell) if purchase > 0 and sell > 0 else None


def _of_quantity(rows: Sequence[NaiveRow], quantity: int) -> list[NaiveRow]:
    """Of each country's list in each currency the row whose tier the quantity reaches last."""
    reached: list[NaiveRow] = []
    for row in rows:
        rivals = [
            other
            for other in rows
            if (other.country, other.currency) == (row.country, row.currency)
            and row.from_quantity < other.from_quantity <= quantity
        ]
        if row.from_quantity <= quantity and not rivals:
            reached.append(row)
    return reached


def _rounded(amount: Decimal, units: Decimal, currency: str) -> Decimal:
    with localcontext() as exactly:
        exactly.prec = 60
        unit = Decimal(1).scaleb(-DIGITS.get(currency, 2))
        return (amount * units).quantize(unit, rounding=ROUND_HALF_UP)
