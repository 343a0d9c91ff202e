"""What somebody wants to order: list prices, then those of the end customer (S39, S75, D15)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, Field

from application.messages import Query
from application.ordering.quoting import Quoting
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.rows import Rows
from application.principal import BUYERS, Principal
from application.projections.instances import INSTANCES
from application.projections.products import STOREFRONT_PRODUCTS, StorefrontProductRow
from application.queries.payable_price import PayablePrice, payable_price
from application.queries.price_list import in_active_currencies
from application.queries.storefront_products import instances_of
from core.accounts.account import Account
from core.catalogue.product import Product
from core.kernel.errors import Refused
from core.money import Currency, Money
from core.ordering.errors import ProductOfAnotherInstance

MOST_LINES = 20


class WantedLine(BaseModel):
    """`quantity` counts licences, at least 1 (D1)."""

    product_id: UUID
    quantity: int = Field(ge=1)


@dataclass(frozen=True)
class BasketLine:
    """Either a price for the end customer or the reason why it has none; neither before there is
    one."""

    product: StorefrontProductRow
    quantity: int
    price: PayablePrice | None = None
    refusal: Refused | None = None


@dataclass(frozen=True)
class Basket:
    """`total` is net of tax, over the lines that have a price; `trouble` is the end customer's."""

    lines: tuple[BasketLine, ...]
    total: Money | None
    trouble: Refused | None

    @property
    def can_be_ordered(self) -> bool:
        """Whether nothing known here speaks against it; Microsoft is asked by the quote (D26)."""
        return bool(self.lines) and all(line.price for line in self.lines)


class ShowBasket(Query[Basket]):
    """`account_id` is the selected end customer, None while none is selected."""

    roles = BUYERS
    account_id: UUID | None = None
    lines: tuple[WantedLine, ...] = Field(max_length=MOST_LINES)


class ShowBasketHandler:
    """Lines in their own order; products out of the buyer's reach have none (D3)."""

    def __init__(self, rows: Rows, ledger: Ledger, clock: Clock, quoting: Quoting) -> None:
        self._rows = rows
        self._ledger = ledger
        self._clock = clock
        self._quoting = quoting

    def __call__(self, query: ShowBasket, by: Principal) -> Basket:
        products = self._products(query, by)
        lines = [
            BasketLine(products[line.product_id], line.quantity)
            for line in query.lines
            if line.product_id in products
        ]
        if query.account_id is None:
            return Basket(tuple(lines), None, None)
        customer = self._ledger.get(Account, query.account_id)
        if trouble := _trouble(customer):
            return Basket(tuple(lines), None, trouble)
        priced = tuple(self._priced(line, customer) for line in lines)
        return Basket(priced, _total(priced, customer.details.currency), None)

    def _products(self, query: ShowBasket, by: Principal) -> dict[UUID, StorefrontProductRow]:
        wanted: dict[str, object] = {
            "product_id": tuple(line.product_id for line in query.lines),
            "published": True,
        }
        if by.account_id is not None:
            wanted["instance_id"] = tuple(instances_of(self._rows, by.account_id))
        rows = self._rows.all(STOREFRONT_PRODUCTS, wanted, order=("product_id",))
        instances = self._rows.all(INSTANCES, order=("name",))
        return {row.product_id: row for row in in_active_currencies(rows, instances)}

    def _priced(self, line: BasketLine, customer: Account) -> BasketLine:
        try:
            price = self._price(line, customer)
        except Refused as refusal:
            return BasketLine(line.product, line.quantity, refusal=refusal)
        return BasketLine(line.product, line.quantity, price=price)

    def _price(self, line: BasketLine, customer: Account) -> PayablePrice:
        if customer.require_microsoft().instance_id != line.product.instance_id:
            raise ProductOfAnotherInstance(
                f"{line.product.name} is not of the catalogue that {customer.details.name} "
                "buys from.",
                advice="Choose the product from the end customer's own catalogue.",
            )
        product = self._ledger.get(Product, line.product.product_id)
        price = self._quoting.payable(
            product, customer, quantity=line.quantity, at=self._clock.now()
        )
        return payable_price(product, price, quantity=line.quantity)


def _trouble(customer: Account) -> Refused | None:
    """Why nothing at all can be priced for the customer."""
    try:
        customer.require_microsoft()
        customer.require_country()
    except Refused as refusal:
        return refusal
    return None


def _total(lines: tuple[BasketLine, ...], currency: Currency) -> Money | None:
    totals = [line.price.total.amount for line in lines if line.price]
    return Money(sum(totals[1:], totals[0]), currency) if totals else None
