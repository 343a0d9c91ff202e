"""A product as the back office sees it, with cost and winning countries (S35, S69–S71, S81)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from application.projections.products import DISCONTINUED, UNCHANGED, BssProductRow
from core.catalogue.markets import MarketPrice
from core.catalogue.values import KnownChange, ListPrice

Latest = Callable[[UUID], UUID | None]
"""The latest applied run of an instance."""


@dataclass(frozen=True)
class CataloguePrice:
    """Default prices in one currency, net of tax, with the countries that won them (D28)."""

    currency: str
    purchase: Decimal
    sell: Decimal
    purchase_country: str
    sell_country: str
    source: str
    rate_id: str | None
    sell_below_purchase: bool


@dataclass(frozen=True)
class ProductDetails:
    """`catalog_status` is what the instance's latest run made of the product (S81, D23)."""

    id: UUID
    instance: UUID
    code: str
    name: str
    sku_name: str
    qualification: str
    description: str
    language: str
    catalog_status: str
    published: bool
    countries: tuple[str, ...]
    list_prices: tuple[CataloguePrice, ...]
    market_prices: tuple[MarketPrice, ...]
    known_changes: tuple[KnownChange, ...]
    minimum_quantity: int
    maximum_quantity: int
    version: int


def product_details(row: BssProductRow, latest: Latest) -> ProductDetails:
    """The product beside the latest applied run of its instance, which is read once."""
    current = row.status == DISCONTINUED or row.run_id == latest(row.instance_id)
    return ProductDetails(
        id=row.product_id,
        instance=row.instance_id,
        code=row.code,
        name=row.name,
        sku_name=row.sku_name,
        qualification=row.qualification,
        description=row.description,
        language=row.language,
        catalog_status=row.status if current else UNCHANGED,
        published=row.published,
        countries=row.countries,
        list_prices=tuple(_price(price) for price in row.list_prices),
        market_prices=row.market_prices,
        known_changes=row.known_changes,
        minimum_quantity=row.minimum_quantity,
        maximum_quantity=row.maximum_quantity,
        version=row.version,
    )


def _price(price: ListPrice) -> CataloguePrice:
    return CataloguePrice(
        currency=price.currency,
        purchase=price.purchase,
        sell=price.sell,
        purchase_country=price.purchase_country,
        sell_country=price.sell_country,
        source=price.source,
        rate_id=price.rate_id,
        sell_below_purchase=price.sells_below_purchase,
    )
