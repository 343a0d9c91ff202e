"""What another exchange rate would do to default prices and open quotes; writes nothing (B10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from application.catalogue.price_moves import percent
from application.messages import ExactDecimal, Query
from application.ports.clock import Clock
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.accounts import ACCOUNTS
from application.projections.instances import INSTANCES
from application.projections.orders import ORDERS, OrderRow
from application.projections.products import BSS_PRODUCTS, DISCONTINUED, BssProductRow
from application.rates.price_rules import RulesOfPrices
from core.catalogue.markets import Markets
from core.catalogue.pricing import derive_payable_price, list_prices
from core.catalogue.values import Conversion, ListPrice, PriceRules, smallest_order
from core.kernel.errors import Invalid
from core.money import Currency, currency
from core.ordering.order import OrderStatus
from core.ordering.values import QuotedLine


@dataclass(frozen=True)
class AffectedProduct:
    """Default prices in the rate's currency by today's rates → with the rate; null: no price."""

    instance: UUID
    code: str
    name: str
    purchase_before: Decimal | None
    purchase_after: Decimal | None
    sell_before: Decimal | None
    sell_after: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True)
class AffectedQuote:
    """A line of a quote that is still valid: unit price, promised → with the rate."""

    order_id: UUID
    line: int
    product_code: str
    quantity: int
    unit_before: Decimal
    unit_after: Decimal | None
    total_before: Decimal
    total_after: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True)
class WhatIf:
    """`units_now` is the rate that holds, null where none is defined; prices are net of tax."""

    anchor: str
    currency: str
    units_now: Decimal | None
    units_per_anchor: Decimal
    products: tuple[AffectedProduct, ...]
    quotes: tuple[AffectedQuote, ...]


class WhatIfRate(Query[WhatIf]):
    """`units_per_anchor` units of `currency` for one unit of `anchor`, from now on."""

    roles = STAFF
    anchor: str
    currency: str
    units_per_anchor: ExactDecimal


class _Rules(NamedTuple):
    """Those that hold, and the same with the rate in question: nothing else makes a difference."""

    now: PriceRules
    then: PriceRules


class WhatIfRateHandler:
    """Derives prices by the very functions of the catalogue, with one rate replaced."""

    def __init__(self, rows: Rows, rules: RulesOfPrices, clock: Clock) -> None:
        self._rows = rows
        self._rules = rules
        self._clock = clock

    def __call__(self, query: WhatIfRate, by: Principal) -> WhatIf:
        """
        Raises:
            Invalid: the rate is not above zero, or a currency is none of ISO 4217.
        """
        anchor, wanted = currency(query.anchor), currency(query.currency)
        if query.units_per_anchor <= 0:
            raise Invalid("An exchange rate must be above zero.", advice="Give one such as 3.95.")
        if anchor == wanted:
            raise Invalid(f"A rate converts between two currencies, not {anchor} into itself.")
        now = self._rules.at(self._clock.now(), (wanted,))
        held = [each for each in now.conversions if each.anchor == anchor]
        supposed = Conversion("what-if", anchor, wanted, query.units_per_anchor)
        others = tuple(each for each in now.conversions if each.anchor != anchor)
        then = replace(now, conversions=(*others, supposed))
        return WhatIf(
            anchor=anchor,
            currency=wanted,
            units_now=held[0].units_per_anchor if held else None,
            units_per_anchor=query.units_per_anchor,
            products=tuple(self._products(wanted, _Rules(now, then))),
            quotes=tuple(self._quotes(wanted, _Rules(now, then))),
        )

    def _products(self, wanted: Currency, rules: _Rules) -> Iterator[AffectedProduct]:
        for instance in self._rows.all(INSTANCES, order=("name",)):
            if wanted in instance.active_currencies:
                mine = {"instance_id": instance.instance_id}
                for row in self._rows.all(BSS_PRODUCTS, mine, order=("name", "product_id")):
                    yield from _affected(row, wanted, rules)

    def _quotes(self, wanted: Currency, rules: _Rules) -> Iterator[AffectedQuote]:
        quoted = {"status": OrderStatus.QUOTED.value, "currency": wanted}
        for order in self._rows.all(ORDERS, quoted, order=("drafted_at", "order_id")):
            if order.valid_until and order.valid_until > self._clock.now():
                for line in order.quote:
                    yield from self._requoted(order, line, wanted, rules)

    def _requoted(
        self, order: OrderRow, line: QuotedLine, wanted: Currency, rules: _Rules
    ) -> Iterator[AffectedQuote]:
        customer = self._rows.one(ACCOUNTS, {"account_id": order.end_customer})
        product = self._rows.one(BSS_PRODUCTS, {"product_id": line.product_id})
        if customer is None or customer.address is None or product is None:
            return
        country, markets = customer.address.country, _markets(product)
        now, then = (
            derive_payable_price(markets, wanted, each, country=country, quantity=line.quantity)
            for each in rules
        )
        before, after = line.price.unit_price, then.sell.price if then else None
        if (now and now.sell.price) != after:
            yield AffectedQuote(
                order_id=order.order_id,
                line=line.line,
                product_code=line.product_code,
                quantity=line.quantity,
                unit_before=before,
                unit_after=after,
                total_before=line.total,
                total_after=after * line.quantity if after is not None else None,
                percent=percent(before, after),
            )


def _affected(row: BssProductRow, wanted: Currency, rules: _Rules) -> Iterator[AffectedProduct]:
    quantity = smallest_order(row.minimum_quantity)
    now, then = (
        next(iter(list_prices(_markets(row), (wanted,), each, quantity=quantity)), None)
        for each in rules
    )
    if row.status == DISCONTINUED or _amounts(now) == _amounts(then):
        return
    (purchase, sell), (purchase_then, sell_then) = _amounts(now), _amounts(then)
    yield AffectedProduct(
        instance=row.instance_id,
        code=row.code,
        name=row.name,
        purchase_before=purchase,
        purchase_after=purchase_then,
        sell_before=sell,
        sell_after=sell_then,
        percent=percent(sell, sell_then),
    )


def _amounts(price: ListPrice | None) -> tuple[Decimal | None, Decimal | None]:
    return (price.purchase, price.sell) if price else (None, None)


def _markets(row: BssProductRow) -> Markets:
    return {price.key: price.amounts for price in row.market_prices}
