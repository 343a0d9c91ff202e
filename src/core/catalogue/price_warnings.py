"""What somebody should know about a product's prices before they are offered (D19, D28)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.catalogue.markets import MarketPrice
from core.catalogue.product import Product
from core.catalogue.values import PriceWarning
from core.money import Currency

NO_PRICE, BELOW_PURCHASE = "no_price", "sell_below_purchase"
"""Kinds of warnings."""


def price_warnings(product: Product, currencies: Sequence[Currency]) -> Iterator[PriceWarning]:
    """Active currencies without a default price, default prices below purchase, and lists below."""
    yield from _missing(product, currencies)
    yield from _defaults_below(product, currencies)
    yield from _lists_below(product)


def _missing(product: Product, currencies: Sequence[Currency]) -> Iterator[PriceWarning]:
    priced = {price.currency for price in product.list_prices}
    for currency in currencies:
        if currency not in priced:
            message = f"{product.name} has no price in {currency}."
            yield PriceWarning(str(product.code), currency, NO_PRICE, message)


def _defaults_below(product: Product, currencies: Sequence[Currency]) -> Iterator[PriceWarning]:
    for price in product.list_prices:
        if price.currency in currencies and price.sells_below_purchase:
            sells = f"sells at {price.sell} {price.currency}, below {price.purchase}"
            message = f"{product.name} {sells}."
            yield PriceWarning(str(product.code), price.currency, BELOW_PURCHASE, message)


def _lists_below(product: Product) -> Iterator[PriceWarning]:
    """A customer of that country pays less than the licence costs."""
    for key, amounts in product.markets.items():
        if amounts.erp < amounts.cost:
            price = MarketPrice.of(key, amounts)
            sells = f"sells at {price.erp} {price.currency} in {price.country}, below {price.cost}"
            message = f"{product.name} {sells}."
            yield PriceWarning(str(product.code), price.currency, BELOW_PURCHASE, message)
