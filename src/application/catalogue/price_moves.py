"""Which prices a run would move, from what to what (B8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.catalogue.markets import Amounts, Markets, PriceKey
from core.catalogue.values import ListPrice
from core.money import Currency, from_millionths

PURCHASE, SELL = "purchase", "sell"
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class PriceMove:
    """A default price (`country` is null) or a country's own, net of tax.

    `kind` is purchase or sell; `before` or `after` is null where there is no price; `percent` is
    the difference in percent of `before`, rounded half up to one decimal.
    """

    country: str | None
    currency: str
    from_quantity: int
    kind: str
    before: Decimal | None
    after: Decimal | None
    percent: Decimal | None


def list_price_moves(
    before: tuple[ListPrice, ...], after: tuple[ListPrice, ...]
) -> tuple[PriceMove, ...]:
    """Moves of default prices, by currency."""
    old, new = ({price.currency: price for price in prices} for prices in (before, after))
    return tuple(
        move
        for currency in dict.fromkeys((*new, *old))
        for kind in (PURCHASE, SELL)
        if (move := _default_move(currency, kind, old.get(currency), new.get(currency)))
    )


def market_moves(before: Markets, after: Markets) -> tuple[PriceMove, ...]:
    """Moves in the countries' own lists, by country, currency and tier."""
    touched = sorted(
        key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    )
    return tuple(move for key in touched for move in _moves(key, before.get(key), after.get(key)))


def percent(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """The difference in percent of `before`, rounded half up to one decimal."""
    if before is None or after is None or before == 0:
        return None
    return ((after - before) / before * 100).quantize(_TENTH, rounding=ROUND_HALF_UP)


def _default_move(
    currency: str, kind: str, before: ListPrice | None, after: ListPrice | None
) -> PriceMove | None:
    old, new = (getattr(price, kind) if price else None for price in (before, after))
    if old == new:
        return None
    return PriceMove(None, currency, 1, kind, old, new, percent(old, new))


def _moves(key: PriceKey, before: Amounts | None, after: Amounts | None) -> Iterator[PriceMove]:
    for kind, side in ((PURCHASE, "cost"), (SELL, "erp")):
        old, new = (_amount(key, amounts, side) for amounts in (before, after))
        if old != new:
            yield PriceMove(*key, kind, old, new, percent(old, new))


def _amount(key: PriceKey, amounts: Amounts | None, side: str) -> Decimal | None:
    return from_millionths(getattr(amounts, side), Currency(key.currency)) if amounts else None
