"""Default and payable prices, derived from market prices and exchange rates step by step.

Every price is derived once, here; whoever explains a price reads the same derivation (B9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias
from uuid import UUID

from core.catalogue.markets import Amounts, MarketPrice, Markets, PriceKey
from core.catalogue.values import Conversion, ListPrice, PriceRules
from core.money import (
    Currency,
    exact_product,
    from_millionths,
    round_to_minor_unit,
    rounded_millionths,
)
from core.price import PriceSnapshot

Lists: TypeAlias = Sequence[tuple[PriceKey, Amounts]]


class DerivedAmount(NamedTuple):
    """Purchase or sell: the list that decided with its millionths, and the price that came of it.

    `price` is in the derived currency, rounded half up to its ISO 4217 minor unit.
    """

    key: PriceKey
    millionths: int
    conversion: Conversion | None
    price: Decimal

    @property
    def country(self) -> str:
        return self.key.country

    @property
    def listed(self) -> Decimal:
        """What the list says, in its own currency."""
        return from_millionths(self.millionths, Currency(self.key.currency))

    @property
    def exact(self) -> Decimal:
        """Before rounding, in the derived currency."""
        rate = self.conversion
        return exact_product(self.listed, rate.units_per_anchor) if rate else self.listed


class Derivation(NamedTuple):
    """How purchase and sell came about, each from the highest of the same lists (S71, D28)."""

    currency: Currency
    lists: Lists
    conversion: Conversion | None
    purchase: DerivedAmount
    sell: DerivedAmount

    @property
    def source(self) -> str:
        return "rate" if self.conversion else "list"

    @property
    def rate_id(self) -> str | None:
        return self.conversion.rate_id if self.conversion else None

    @property
    def considered(self) -> tuple[MarketPrice, ...]:
        """The lists among which the highest was looked for, by country."""
        return tuple(MarketPrice.of(key, amounts) for key, amounts in self.lists)

    def list_price(self) -> ListPrice:
        return ListPrice(
            currency=self.currency,
            purchase=self.purchase.price,
            sell=self.sell.price,
            purchase_country=self.purchase.country,
            sell_country=self.sell.country,
            source=self.source,
            rate_id=self.rate_id,
        )

    def snapshot(self, run_id: UUID) -> PriceSnapshot:
        """The payable price: a derivation from the one list of the customer's country."""
        ((key, _),) = self.lists
        return PriceSnapshot(
            unit_price=self.sell.price,
            unit_cost=self.purchase.price,
            currency=self.currency,
            country=key.country,
            source=self.source,
            rule=_rule(key, self.conversion),
            vendor_unit_cost=self.purchase.listed,
            vendor_currency=key.currency,
            run_id=run_id,
            rate_id=self.rate_id,
            rate=self.conversion.units_per_anchor if self.conversion else None,
        )


def list_prices(
    markets: Markets, currencies: Iterable[Currency], rules: PriceRules, *, quantity: int = 1
) -> tuple[ListPrice, ...]:
    """Default price per currency, net of tax; a currency without any source has none (D19)."""
    wanted = tuple(currencies)
    lists = _by_currency(markets, quantity, wanted, rules)
    found = (_derived(lists, currency, rules) for currency in wanted)
    return tuple(each.list_price() for each in found if each)


def derive_list_price(
    markets: Markets, currency: Currency, rules: PriceRules, *, quantity: int = 1
) -> Derivation | None:
    """Maximum over the countries' lists in that currency, else over converted lists (S71, S72).

    `quantity` is the smallest that may be ordered: its tier counts. Of equal prices the first
    country in alphabetical order wins. A price that comes to 0 is none (D19).
    """
    return _derived(_by_currency(markets, quantity, (currency,), rules), currency, rules)


def derive_payable_price(
    markets: Markets, currency: Currency, rules: PriceRules, *, country: str, quantity: int
) -> Derivation | None:
    """The list of the end customer's country, else that list converted (S75, D19).

    The tier of the ordered quantity counts.
    """
    own = {key: amounts for key, amounts in markets.items() if key.country == country}
    return _derived(_by_currency(own, quantity, (currency,), rules), currency, rules)


def _derived(lists: dict[str, Lists], currency: Currency, rules: PriceRules) -> Derivation | None:
    listed = _highest(lists.get(currency, ()), currency)
    converted = [
        found
        for each in rules.leading_to(currency)
        if (found := _highest(lists.get(each.anchor, ()), currency, each))
    ]
    by_rate = max(converted, key=lambda each: (each.sell.price, each.rate_id or ""), default=None)
    return (by_rate or listed) if rules.rates_override_lists else (listed or by_rate)


def _by_currency(
    markets: Markets, quantity: int, currencies: Iterable[Currency], rules: PriceRules
) -> dict[str, Lists]:
    """Of every list that may count, the tier for the quantity; by currency, then country."""
    wanted = {*currencies, *(each.anchor for each in rules.conversions)}
    grouped: dict[str, list[tuple[PriceKey, Amounts]]] = {}
    for listed in markets.items():
        _, currency, from_quantity = listed[0]
        if currency in wanted and from_quantity <= quantity:
            grouped.setdefault(currency, []).append(listed)
    return {currency: _highest_tiers(lists) for currency, lists in grouped.items()}


def _highest_tiers(lists: Lists) -> Lists:
    """By country; of several tiers of a list that are reached the last one holds."""
    by_country = {listed[0].country: listed for listed in sorted(lists)}
    return list(by_country.values())


def _highest(
    lists: Lists, currency: Currency, conversion: Conversion | None = None
) -> Derivation | None:
    if not lists:
        return None
    dearest = max(lists, key=lambda each: each[1].cost)
    highest = max(lists, key=lambda each: each[1].erp)
    purchase = _amount(dearest[0], dearest[1].cost, currency, conversion)
    sell = _amount(highest[0], highest[1].erp, currency, conversion)
    if purchase.price <= 0 or sell.price <= 0:
        return None
    return Derivation(currency, lists, conversion, purchase, sell)


def _amount(
    key: PriceKey, count: int, currency: Currency, conversion: Conversion | None
) -> DerivedAmount:
    if conversion is None:
        return DerivedAmount(key, count, None, rounded_millionths(count, currency))
    listed = from_millionths(count, Currency(key.currency))
    exact = exact_product(listed, conversion.units_per_anchor)
    return DerivedAmount(key, count, conversion, round_to_minor_unit(exact, currency))


def _rule(key: PriceKey, conversion: Conversion | None) -> str:
    rule = f"price list of {key.country} in {key.currency}"
    if key.from_quantity > 1:
        rule += f" from {key.from_quantity} licences on"
    if conversion:
        rule += f" × {conversion.units_per_anchor} {conversion.currency} per {conversion.anchor}"
    return rule
