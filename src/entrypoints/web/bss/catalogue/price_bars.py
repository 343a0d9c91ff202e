"""Microsoft's price lists of a product beside each other, country by country (B18, D28)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from application.queries.product_details import ProductDetails
from core.catalogue.markets import MarketPrice
from core.money import Currency, Money, round_to_minor_unit

_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class PriceBar:
    """One country's list; the lengths are in percent of the longest bar beside it.

    `decides` names what the list decides as the highest: purchase, sell, or both.
    """

    country: str
    from_quantity: int
    purchase: Money
    sell: Money
    purchase_length: Decimal
    sell_length: Decimal
    decides: tuple[str, ...]


@dataclass(frozen=True)
class PriceChart:
    currency: str
    bars: tuple[PriceBar, ...]


def price_charts(product: ProductDetails) -> tuple[PriceChart, ...]:
    """One per currency in which Microsoft lists the product."""
    ordered = sorted(product.market_prices, key=lambda each: (each.currency, each.key))
    by_currency = groupby(ordered, key=lambda each: each.currency)
    return tuple(
        PriceChart(currency, tuple(_bars(product, tuple(lists)))) for currency, lists in by_currency
    )


def _bars(product: ProductDetails, lists: tuple[MarketPrice, ...]) -> Iterator[PriceBar]:
    longest = max(max(each.cost, each.erp) for each in lists) or Decimal(1)
    for each in lists:
        unit = Currency(each.currency)
        yield PriceBar(
            country=each.country,
            from_quantity=each.from_quantity,
            purchase=Money(each.cost, unit),
            sell=Money(each.erp, unit),
            purchase_length=_length(each.cost, longest),
            sell_length=_length(each.erp, longest),
            decides=tuple(_decides(product, each)),
        )


def _length(amount: Decimal, longest: Decimal) -> Decimal:
    return (amount / longest * _HUNDRED).quantize(Decimal("0.1"))


def _decides(product: ProductDetails, listed: MarketPrice) -> Iterator[str]:
    """As the default price in the list's own currency says."""
    unit = Currency(listed.currency)
    cost, erp = (round_to_minor_unit(each, unit) for each in (listed.cost, listed.erp))
    for price in product.list_prices:
        if price.currency == listed.currency and price.source == "list":
            if (price.purchase_country, price.purchase) == (listed.country, cost):
                yield "purchase"
            if (price.sell_country, price.sell) == (listed.country, erp):
                yield "sell"
