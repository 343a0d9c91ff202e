"""A catalogue product: one SKU for one qualification, sold by one instance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.catalogue.errors import (
    NoPrice,
    NotAvailableInCountry,
    NotOrderable,
    QuantityOutOfBounds,
)
from core.catalogue.events import (
    ProductAvailabilityChanged,
    ProductDescribed,
    ProductDiscontinued,
    ProductListed,
    ProductRelisted,
    ProductRepriced,
)
from core.catalogue.pricing import list_prices, payable_price
from core.catalogue.values import Conversion, ListPrice, MarketPrice, ProductCode, TargetProduct
from core.ids import InstanceId, RunId, product_id
from core.kernel.aggregate import Aggregate, first
from core.kernel.event import Event
from core.money import Currency
from core.price import PriceSnapshot


@dataclass(frozen=True)
class RunContext:
    """What every decision of one run shares: active currencies and the rates that hold now."""

    run_id: RunId
    currencies: tuple[Currency, ...]
    conversions: tuple[Conversion, ...]
    at: datetime


class Product(Aggregate, born_by=ProductListed):
    """Identity is (instance, product code); market prices and availability per country."""

    instance_id: InstanceId
    code: ProductCode
    name: str
    sku_name: str
    description: str
    minimum_quantity: int
    maximum_quantity: int
    published: bool
    discontinued: bool
    countries: tuple[str, ...]
    market_prices: tuple[MarketPrice, ...]
    list_prices: tuple[ListPrice, ...]
    priced_by: RunId

    @classmethod
    def listed(
        cls, target: TargetProduct, run: RunContext, *, instance: InstanceId, published: bool
    ) -> Self:
        """A product that a run found for the first time (S35, S47)."""
        product = cls.born(
            ProductListed(
                *first(product_id(instance, str(target.code)), run.at),
                run_id=run.run_id,
                instance_id=instance,
                code=str(target.code),
                name=target.name,
                sku_name=target.sku_name,
                qualification=target.code.qualification.label,
                description=target.description,
                minimum_quantity=target.minimum_quantity,
                maximum_quantity=target.maximum_quantity,
                published=published,
            )
        )
        product.become(target, run)
        return product

    def become(self, target: TargetProduct, run: RunContext) -> bool:
        """Take over what a run found; True when anything differed (S81, D23)."""
        before = self.version
        if self.discontinued:
            self.record(ProductRelisted(*self.next(run.at), run_id=run.run_id))
        self._describe(target, run)
        if target.countries != self.countries:
            self.record(
                ProductAvailabilityChanged(
                    *self.next(run.at), run_id=run.run_id, countries=target.countries
                )
            )
        self._reprice(target, run)
        return self.version != before

    def discontinue(self, run: RunContext) -> None:
        """No longer listed anywhere: kept, not orderable, may return (D23)."""
        if not self.discontinued:
            self.record(ProductDiscontinued(*self.next(run.at), run_id=run.run_id))

    def price_for(
        self, *, country: str, currency: Currency, conversions: Sequence[Conversion]
    ) -> PriceSnapshot:
        """The payable unit price of an end customer, net of tax (S75, S76, D19).

        Raises:
            NotOrderable: the product is discontinued or not published.
            NotAvailableInCountry: it is not sold in that country (D27).
            NoPrice: no list and no exchange rate leads to that currency.
        """
        self._require_orderable()
        if country not in self.countries:
            raise NotAvailableInCountry(self.name, country, self.countries)
        price = payable_price(
            self.market_prices,
            country=country,
            currency=currency,
            conversions=conversions,
            run_id=self.priced_by,
        )
        if price is None:
            raise NoPrice(self.name, country, currency)
        return price

    def require_quantity(self, quantity: int) -> None:
        """
        Raises:
            QuantityOutOfBounds: below 1 or outside the SKU's bounds (D1, D26).
        """
        minimum = max(1, self.minimum_quantity)
        if not minimum <= quantity <= self.maximum_quantity:
            raise QuantityOutOfBounds(self.name, quantity, minimum, self.maximum_quantity)

    def _require_orderable(self) -> None:
        if self.discontinued:
            raise NotOrderable(f"{self.name} is discontinued at Microsoft.")
        if not self.published:
            raise NotOrderable(f"{self.name} is not published.")

    def _describe(self, target: TargetProduct, run: RunContext) -> None:
        wanted = (target.sku_name, target.description, *_bounds(target))
        if wanted != (self.sku_name, self.description, *_bounds(self)):
            self.record(
                ProductDescribed(
                    *self.next(run.at),
                    run_id=run.run_id,
                    name=target.name,
                    sku_name=target.sku_name,
                    description=target.description,
                    minimum_quantity=target.minimum_quantity,
                    maximum_quantity=target.maximum_quantity,
                )
            )

    def _reprice(self, target: TargetProduct, run: RunContext) -> None:
        active = list_prices(target.market_prices, run.currencies, run.conversions)
        derived = (*active, *self._of_inactive(run.currencies))
        changed = sorted(set(target.market_prices) - set(self.market_prices))
        kept = {(price.country, price.currency) for price in target.market_prices}
        gone = sorted({(old.country, old.currency) for old in self.market_prices} - kept)
        if changed or gone or derived != self.list_prices:
            self.record(
                ProductRepriced(
                    *self.next(run.at),
                    run_id=run.run_id,
                    changed=tuple(changed),
                    removed=tuple(gone),
                    list_prices=derived,
                )
            )

    def _of_inactive(self, active: Sequence[Currency]) -> tuple[ListPrice, ...]:
        """Prices of currencies that were active once: kept as they are (D21)."""
        return tuple(price for price in self.list_prices if price.currency not in active)

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: ProductListed) -> None:
        self.instance_id = InstanceId(event.instance_id)
        self.code = ProductCode.parse(event.code)
        self.published = event.published
        self.discontinued = False
        self.countries = ()
        self.market_prices = ()
        self.list_prices = ()
        self.priced_by = RunId(event.run_id)
        self._take_description(event)

    @when.register
    def _(self, event: ProductDescribed) -> None:
        self._take_description(event)

    @when.register
    def _(self, event: ProductAvailabilityChanged) -> None:
        self.countries = event.countries

    @when.register
    def _(self, event: ProductRepriced) -> None:
        prices = {(price.country, price.currency): price for price in self.market_prices}
        prices.update({(price.country, price.currency): price for price in event.changed})
        for country, currency in event.removed:
            prices.pop((country, currency), None)
        self.market_prices = tuple(sorted(prices.values()))
        self.list_prices = event.list_prices
        self.priced_by = RunId(event.run_id)

    @when.register
    def _(self, event: ProductDiscontinued) -> None:
        self.discontinued = True

    @when.register
    def _(self, event: ProductRelisted) -> None:
        self.discontinued = False

    def _take_description(self, event: ProductListed | ProductDescribed) -> None:
        self.name = event.name
        self.sku_name = event.sku_name
        self.description = event.description
        self.minimum_quantity = event.minimum_quantity
        self.maximum_quantity = event.maximum_quantity


def _bounds(of: Product | TargetProduct) -> tuple[int, int]:
    return of.minimum_quantity, of.maximum_quantity
