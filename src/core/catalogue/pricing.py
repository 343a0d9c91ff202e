"""Default and payable prices, as pure functions of market prices and exchange rates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from core.catalogue.values import Conversion, ListPrice, MarketPrice
from core.money import Currency, exact_product, round_to_minor_unit
from core.price import PriceSnapshot


def list_prices(
    markets: Sequence[MarketPrice],
    currencies: Iterable[Currency],
    conversions: Sequence[Conversion],
) -> tuple[ListPrice, ...]:
    """Default price per currency, net of tax; a currency without any source has none (D19)."""
    found = (list_price(markets, currency, conversions) for currency in currencies)
    return tuple(price for price in found if price is not None)


def list_price(
    markets: Sequence[MarketPrice], currency: Currency, conversions: Sequence[Conversion]
) -> ListPrice | None:
    """Maximum over the countries' lists in that currency, else over converted lists (S71, S72).

    Purchase and sell are maximised independently (D28); of equal prices the first country in
    alphabetical order wins, so that the answer never depends on the order of the lists. A price
    that comes to 0 is none (D19).
    """
    if listed := _maximum(_lists_in(markets, currency), currency):
        return listed
    converted = [
        price
        for each in conversions
        if each.currency == currency
        and (price := _maximum(_lists_in(markets, each.anchor), currency, each))
    ]
    return max(converted, key=lambda price: (price.sell, price.rate_id or ""), default=None)


def payable_price(
    markets: Sequence[MarketPrice],
    *,
    country: str,
    currency: Currency,
    conversions: Sequence[Conversion],
    run_id: UUID,
) -> PriceSnapshot | None:
    """Unit price for an end customer: its country's list, else that list converted (S75, D19)."""
    own = [market for market in markets if market.country == country]
    listed = [_snapshot(each, currency, run_id) for each in own if each.currency == currency]
    converted = [
        _snapshot(market, currency, run_id, conversion)
        for conversion in conversions
        for market in own
        if conversion.currency == currency and conversion.anchor == market.currency
    ]
    for snapshots in (listed, converted):
        if prices := [each for each in snapshots if each.unit_price > 0 and each.unit_cost > 0]:
            return max(prices, key=lambda price: (price.unit_price, price.rate_id or ""))
    return None


def _lists_in(markets: Sequence[MarketPrice], currency: str) -> list[MarketPrice]:
    return [market for market in markets if market.currency == currency]


def _maximum(
    lists: Sequence[MarketPrice], currency: Currency, conversion: Conversion | None = None
) -> ListPrice | None:
    if not lists:
        return None
    ordered = sorted(lists, key=lambda market: market.country)
    dearest = max(ordered, key=lambda market: market.cost)
    highest = max(ordered, key=lambda market: market.erp)
    purchase = _converted(dearest.cost, currency, conversion)
    sell = _converted(highest.erp, currency, conversion)
    if purchase <= 0 or sell <= 0:
        return None
    return ListPrice(
        currency=currency,
        purchase=purchase,
        sell=sell,
        purchase_country=dearest.country,
        sell_country=highest.country,
        source="rate" if conversion else "list",
        rate_id=conversion.rate_id if conversion else None,
    )


def _snapshot(
    market: MarketPrice, currency: Currency, run_id: UUID, conversion: Conversion | None = None
) -> PriceSnapshot:
    rule = f"price list of {market.country} in {market.currency}"
    if conversion:
        rule += f" × {conversion.units_per_anchor} {currency} per {conversion.anchor}"
    return PriceSnapshot(
        unit_price=_converted(market.erp, currency, conversion),
        unit_cost=_converted(market.cost, currency, conversion),
        currency=currency,
        country=market.country,
        source="rate" if conversion else "list",
        rule=rule,
        vendor_unit_cost=market.cost,
        vendor_currency=market.currency,
        run_id=run_id,
        rate_id=conversion.rate_id if conversion else None,
        rate=conversion.units_per_anchor if conversion else None,
    )


def _converted(amount: Decimal, currency: Currency, conversion: Conversion | None) -> Decimal:
    exact = exact_product(amount, conversion.units_per_anchor) if conversion else amount
    return round_to_minor_unit(exact, currency)
