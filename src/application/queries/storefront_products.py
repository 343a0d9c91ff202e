"""Products as buyers see them, and the payable price of one customer (S39, S74–S76, D15)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from pydantic import Field

from application.catalogue.product_of import product_of
from application.messages import Query
from application.ordering.quoting import Quoting
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.rows import Page, Rows
from application.principal import BUYERS, Principal
from application.projections.accounts import ACCOUNTS
from application.projections.instances import INSTANCES
from application.projections.products import STOREFRONT_PRODUCTS, StorefrontProductRow
from application.queries.products import known_qualification
from core.accounts.account import Account
from core.catalogue.product import Product
from core.money import Currency, Money


class ListStorefrontProducts(Query[Page[StorefrontProductRow]]):
    """Orderable products with their list prices, by name."""

    roles = BUYERS
    instance_id: UUID | None = None
    qualification: str | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListStorefrontProductsHandler:
    """A customer sees its own instance's products, a reseller those of its customers' (D3)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListStorefrontProducts, by: Principal) -> Page[StorefrontProductRow]:
        """
        Raises:
            Invalid: no such qualification, or the cursor is not one of this list.
        """
        where: dict[str, object] = {"orderable": True}
        if query.qualification is not None:
            where["qualification"] = known_qualification(query.qualification)
        if by.account_id is not None:
            where["instance_id"] = self._in_reach(by.account_id, query.instance_id)
        elif query.instance_id is not None:
            where["instance_id"] = query.instance_id
        page = self._rows.page(
            STOREFRONT_PRODUCTS,
            where=where,
            order=("name", "product_id"),
            after=query.after,
            limit=query.limit,
        )
        return Page(self._in_active_currencies(page.items), page.next)

    def _in_active_currencies(
        self, products: tuple[StorefrontProductRow, ...]
    ) -> tuple[StorefrontProductRow, ...]:
        """A currency that is active no more keeps its prices, but nobody orders at them (D21)."""
        instances = self._rows.all(INSTANCES, order=("name",))
        active = {each.instance_id: set(each.active_currencies) for each in instances}
        return tuple(
            replace(
                row,
                list_prices=tuple(
                    price for price in row.list_prices if price.currency in active[row.instance_id]
                ),
            )
            for row in products
        )

    def _in_reach(self, account: UUID, wanted: UUID | None) -> tuple[UUID, ...]:
        own = self._rows.all(ACCOUNTS, {"account_id": account}, order=("account_id",))
        customers = self._rows.all(ACCOUNTS, {"reseller_id": account}, order=("account_id",))
        reach = {row.instance_id for row in (*own, *customers) if row.instance_id}
        return tuple(sorted(reach & {wanted} if wanted else reach))


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
    """`account_id` is the selected end customer; the price may depend on the quantity."""

    roles = BUYERS
    account_id: UUID
    code: str
    quantity: int = Field(default=1, ge=1)


class ShowPayablePriceHandler:
    def __init__(self, ledger: Ledger, clock: Clock, quoting: Quoting) -> None:
        self._ledger = ledger
        self._clock = clock
        self._quoting = quoting

    def __call__(self, query: ShowPayablePrice, by: Principal) -> PayablePrice:
        """
        Raises:
            NotFound: the customer's instance has no such product.
            NoBillingAddress, NotOrderable, NotAvailableInCountry, NoPrice: see there.
        """
        customer = self._ledger.get(Account, query.account_id)
        instance = customer.require_microsoft().instance_id
        for_buyer = by.account_id is not None
        product = product_of(self._ledger, instance, query.code, for_buyer=for_buyer)
        now = self._clock.now()
        price = self._quoting.payable(product, customer, quantity=query.quantity, at=now)
        currency = Currency(price.currency)
        return PayablePrice(
            product_code=str(product.code),
            product_name=product.name,
            payable=Money(price.unit_price, currency),
            quantity=query.quantity,
            total=Money(price.total_price(query.quantity), currency),
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
