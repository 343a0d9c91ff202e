"""Products of the back office and of the storefront (S35, S47, S74)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import singledispatch
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
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
from core.catalogue.markets import MarketPrice, PriceKey
from core.catalogue.values import KnownChange, ListPrice, smallest_order
from core.kernel.event import Event
from core.money import Currency, Money
from core.price import BILLING_TERM, UNIT_NAME
from core.qualification import Qualification

NEW, UPDATED, UNCHANGED, DISCONTINUED = "new", "updated", "unchanged", "discontinued"


@dataclass(frozen=True)
class BssProductRow:
    """`status` is what the run `run_id`, the last that changed the product, made of it (S81)."""

    product_id: UUID
    instance_id: UUID
    code: str
    name: str
    sku_name: str
    qualification: str
    description: str
    language: str
    minimum_quantity: int
    maximum_quantity: int
    published: bool
    status: str
    run_id: UUID
    countries: tuple[str, ...]
    market_prices: tuple[MarketPrice, ...]
    known_changes: tuple[KnownChange, ...]
    list_prices: tuple[ListPrice, ...]
    version: int


@dataclass(frozen=True)
class ShownPrice:
    """A list price without its cost (D15)."""

    currency: str
    amount: Decimal


@dataclass(frozen=True)
class StorefrontProductRow:
    """A product as buyers see it: list prices, unit and billing term, no cost (S74, S76, D15)."""

    product_id: UUID
    instance_id: UUID
    code: str
    name: str
    sku_name: str
    qualification: str
    description: str
    language: str
    minimum_quantity: int
    maximum_quantity: int
    published: bool
    discontinued: bool
    orderable: bool
    countries: tuple[str, ...]
    list_prices: tuple[ShownPrice, ...]
    unit_name: str
    billing_term: str

    @property
    def smallest_order(self) -> int:
        """How many licences are ordered at least (D26)."""
        return smallest_order(self.minimum_quantity)

    @property
    def is_for_anyone(self) -> bool:
        """Whether a customer may buy it that holds no qualification at Microsoft (D26)."""
        return Qualification.of_label(self.qualification).is_for_anyone

    def is_sold_in(self, country: str) -> bool:
        """Whether it is available in an ISO 3166 country (D27)."""
        return country in self.countries

    def list_price(self, currency: str) -> Money | None:
        """What is listed for one licence in a currency, net of tax; None where nothing is."""
        for price in self.list_prices:
            if price.currency == currency:
                return Money(price.amount, Currency(currency))
        return None


BSS_PRODUCTS = Table(
    name="bss_products",
    version=2,
    row=BssProductRow,
    key=("product_id",),
    group="product_id",
    indexes=(("instance_id", "name", "product_id"), ("name", "product_id"), ("code",)),
)

STOREFRONT_PRODUCTS = Table(
    name="storefront_products",
    version=3,
    row=StorefrontProductRow,
    key=("product_id",),
    group="product_id",
    indexes=(("orderable", "name", "product_id"), ("instance_id", "orderable", "name")),
)


class BssProducts:
    table = BSS_PRODUCTS
    append_only = False
    topics = "product."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if recorded.topic.startswith(self.topics) else None

    def fold(
        self, rows: tuple[BssProductRow, ...], recorded: Recorded
    ) -> tuple[BssProductRow, ...]:
        event = recorded.event
        if isinstance(event, ProductListed):
            return (_listed(recorded.stream_id, event),)
        changed = (_in_run(_after(event, row), event) for row in rows)
        return tuple(replace(row, version=recorded.version) for row in changed)


class StorefrontProducts:
    table = STOREFRONT_PRODUCTS
    append_only = False
    topics = "product."

    def group_of(self, recorded: Recorded) -> UUID | None:
        return recorded.stream_id if recorded.topic.startswith(self.topics) else None

    def fold(
        self, rows: tuple[StorefrontProductRow, ...], recorded: Recorded
    ) -> tuple[StorefrontProductRow, ...]:
        if isinstance(recorded.event, ProductListed):
            return (_shown(recorded.stream_id, recorded.event),)
        return tuple(_shown_after(recorded.event, row) for row in rows)


def _listed(product_id: UUID, event: ProductListed) -> BssProductRow:
    return BssProductRow(
        product_id=product_id,
        instance_id=event.instance_id,
        code=event.code,
        name=event.name,
        sku_name=event.sku_name,
        qualification=event.qualification,
        description=event.description,
        language=event.language,
        minimum_quantity=event.minimum_quantity,
        maximum_quantity=event.maximum_quantity,
        published=event.published,
        status=NEW,
        run_id=event.run_id,
        countries=(),
        market_prices=(),
        known_changes=(),
        list_prices=(),
        version=event.originator_version,
    )


def _in_run(row: BssProductRow, event: Event) -> BssProductRow:
    """What is only foreseen makes no difference yet."""
    run_id = getattr(event, "run_id", row.run_id)
    if run_id == row.run_id or isinstance(event, ProductPriceChangeForeseen):
        return row
    discontinued = isinstance(event, ProductDiscontinued)
    return replace(row, run_id=run_id, status=DISCONTINUED if discontinued else UPDATED)


@singledispatch
def _after(event: Event, row: BssProductRow) -> BssProductRow:
    return row


@_after.register
def _(event: ProductDescribed, row: BssProductRow) -> BssProductRow:
    return replace(
        row,
        name=event.name,
        sku_name=event.sku_name,
        description=event.description,
        language=event.language,
        minimum_quantity=event.minimum_quantity,
        maximum_quantity=event.maximum_quantity,
    )


@_after.register
def _(event: ProductAvailabilityChanged, row: BssProductRow) -> BssProductRow:
    return replace(row, countries=event.countries)


@_after.register
def _(event: ProductRepriced, row: BssProductRow) -> BssProductRow:
    prices = {price.key: price for price in (*row.market_prices, *event.changed)}
    for removed in event.removed:
        prices.pop(PriceKey(*removed), None)
    ordered = tuple(prices[key] for key in sorted(prices))
    return replace(row, market_prices=ordered, list_prices=event.list_prices)


@_after.register
def _(event: ProductPriceChangeForeseen, row: BssProductRow) -> BssProductRow:
    return replace(row, known_changes=event.changes)


@_after.register(ProductPublished)
@_after.register(ProductWithdrawn)
def _(event: Event, row: BssProductRow) -> BssProductRow:
    return replace(row, published=isinstance(event, ProductPublished))


def _shown(product_id: UUID, event: ProductListed) -> StorefrontProductRow:
    return StorefrontProductRow(
        product_id=product_id,
        instance_id=event.instance_id,
        code=event.code,
        name=event.name,
        sku_name=event.sku_name,
        qualification=event.qualification,
        description=event.description,
        language=event.language,
        minimum_quantity=event.minimum_quantity,
        maximum_quantity=event.maximum_quantity,
        published=event.published,
        discontinued=False,
        orderable=event.published,
        countries=(),
        list_prices=(),
        unit_name=UNIT_NAME,
        billing_term=BILLING_TERM,
    )


@singledispatch
def _shown_after(event: Event, row: StorefrontProductRow) -> StorefrontProductRow:
    return row


@_shown_after.register
def _(event: ProductDescribed, row: StorefrontProductRow) -> StorefrontProductRow:
    return replace(
        row,
        name=event.name,
        sku_name=event.sku_name,
        description=event.description,
        language=event.language,
        minimum_quantity=event.minimum_quantity,
        maximum_quantity=event.maximum_quantity,
    )


@_shown_after.register
def _(event: ProductAvailabilityChanged, row: StorefrontProductRow) -> StorefrontProductRow:
    return replace(row, countries=event.countries)


@_shown_after.register
def _(event: ProductRepriced, row: StorefrontProductRow) -> StorefrontProductRow:
    shown = tuple(ShownPrice(price.currency, price.sell) for price in event.list_prices)
    return replace(row, list_prices=shown)


@_shown_after.register
def _(event: ProductDiscontinued, row: StorefrontProductRow) -> StorefrontProductRow:
    return replace(row, discontinued=True, orderable=False)


@_shown_after.register
def _(event: ProductRelisted, row: StorefrontProductRow) -> StorefrontProductRow:
    return replace(row, discontinued=False, orderable=row.published)


@_shown_after.register(ProductPublished)
@_shown_after.register(ProductWithdrawn)
def _(event: Event, row: StorefrontProductRow) -> StorefrontProductRow:
    published = isinstance(event, ProductPublished)
    return replace(row, published=published, orderable=published and not row.discontinued)
