"""The payable price of a licence for one customer, beside the list price (S39, S75, S76, D15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.ordering.quoting import Quoting
from application.past.streams import Past, in_utc
from application.ports.clock import Clock
from application.principal import BUYERS, Principal
from core.accounts.account import Account
from core.catalogue.product import Product
from core.ids import product_id
from core.kernel.errors import NotFound
from core.money import Currency, Money
from core.price import PriceSnapshot


@dataclass(frozen=True)
class PayablePrice:
    """The price of one licence for one end customer beside the list price, net of tax (S39, S76).

    `total` is for the asked quantity.
    """

    product_code: str
    product_name: str
    payable: Money
    quantity: int
    total: Money
    listed: Money | None
    country: str
    unit_name: str
    billing_term: str
    source: str
    rule: str


class ShowPayablePrice(Query[PayablePrice]):
    """`account_id` is the selected end customer; the price may depend on the quantity.

    `at` is a time with zone: what it would have paid then (D34).
    """

    roles = BUYERS
    account_id: UUID
    code: str
    quantity: int = Field(default=1, ge=1)
    at: datetime | None = None


class ShowPayablePriceHandler:
    def __init__(self, past: Past, clock: Clock, quoting: Quoting) -> None:
        self._past = past
        self._clock = clock
        self._quoting = quoting

    def __call__(self, query: ShowPayablePrice, by: Principal) -> PayablePrice:
        """
        Raises:
            NotFound: the customer's instance has no such product, or had not then.
            Invalid: the time has no zone.
            NoBillingAddress, NotOrderable, NotAvailableInCountry, NoPrice: see there.
        """
        upto = self._past.position(query.at)
        customer = self._past.find(Account, query.account_id, upto)
        if customer is None:
            raise NotFound("account", str(query.account_id))
        product = self._product(customer, query.code, upto, for_buyer=by.account_id is not None)
        moment = in_utc(query.at) if query.at else self._clock.now()
        price = self._quoting.payable(
            product, customer, quantity=query.quantity, at=moment, upto=upto
        )
        return payable_price(product, price, quantity=query.quantity)

    def _product(
        self, customer: Account, code: str, upto: int | None, *, for_buyer: bool
    ) -> Product:
        identity = product_id(customer.require_microsoft().instance_id, code.upper())
        product = self._past.find(Product, identity, upto)
        if product is None or (for_buyer and not product.published):
            raise NotFound("product", code)
        return product


def payable_price(product: Product, price: PriceSnapshot, *, quantity: int) -> PayablePrice:
    """The price of a product for a customer, without its cost (D15)."""
    currency = Currency(price.currency)
    return PayablePrice(
        product_code=str(product.code),
        product_name=product.name,
        payable=Money(price.unit_price, currency),
        quantity=quantity,
        total=Money(price.total_price(quantity), currency),
        listed=_listed(product, currency),
        country=price.country,
        unit_name=price.unit_name,
        billing_term=price.billing_term,
        source=price.source,
        rule=price.rule,
    )


def _listed(product: Product, currency: Currency) -> Money | None:
    for price in product.list_prices:
        if price.currency == currency:
            return Money(price.sell, currency)
    return None
