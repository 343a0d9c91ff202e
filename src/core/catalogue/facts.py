"""What a product knows about itself, from its events."""

from __future__ import annotations

from functools import singledispatchmethod

from core.catalogue.events import (
    ProductAvailabilityChanged,
    ProductDescribed,
    ProductDiscontinued,
    ProductListed,
    ProductPriceChangeForeseen,
    ProductPublished,
    ProductRelisted,
    ProductRepriced,
    ProductWithdrawn,
)
from core.catalogue.markets import Markets, PriceKey
from core.catalogue.values import KnownChange, ListPrice, ProductCode
from core.ids import InstanceId, RunId
from core.kernel.aggregate import Aggregate
from core.kernel.event import Event


class ProductFacts(Aggregate):
    """The state of a product: every fact is applied here, nothing is decided."""

    instance_id: InstanceId
    code: ProductCode
    name: str
    sku_name: str
    description: str
    language: str
    minimum_quantity: int
    maximum_quantity: int
    published: bool
    discontinued: bool
    countries: tuple[str, ...]
    markets: Markets
    known_changes: tuple[KnownChange, ...]
    list_prices: tuple[ListPrice, ...]
    priced_by: RunId

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
        self.markets = {}
        self.known_changes = ()
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
        markets = dict(self.markets)
        markets.update((price.key, price.amounts) for price in event.changed)
        for gone in event.removed:
            markets.pop(PriceKey(*gone), None)
        self.markets = markets
        self.list_prices = event.list_prices
        self.priced_by = RunId(event.run_id)

    @when.register
    def _(self, event: ProductPriceChangeForeseen) -> None:
        self.known_changes = event.changes

    @when.register
    def _(self, event: ProductPublished) -> None:
        self.published = True

    @when.register
    def _(self, event: ProductWithdrawn) -> None:
        self.published = False

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
        self.language = event.language
        self.minimum_quantity = event.minimum_quantity
        self.maximum_quantity = event.maximum_quantity
