"""Products of the back office with cost and winning countries (S35, S69–S71, S81)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.catalogue_runs import CATALOGUE_RUNS
from application.projections.products import (
    BSS_PRODUCTS,
    DISCONTINUED,
    UNCHANGED,
    BssProductRow,
)
from core.catalogue.markets import MarketPrice
from core.catalogue.values import KnownChange, ListPrice
from core.instances.sync_lease import APPLIED
from core.kernel.errors import Invalid, NotFound
from core.qualification import Qualification


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


class ListProducts(Query[Page[ProductDetails]]):
    """By name; `qualification` is one of the four labels."""

    roles = STAFF
    instance_id: UUID | None = None
    qualification: str | None = None
    published: bool | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListProductsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListProducts, by: Principal) -> Page[ProductDetails]:
        """
        Raises:
            Invalid: no such qualification, or the cursor is not one of this list.
        """
        asked = {
            "instance_id": query.instance_id,
            "qualification": known_qualification(query.qualification),
            "published": query.published,
        }
        page = self._rows.page(
            BSS_PRODUCTS,
            where={column: value for column, value in asked.items() if value is not None},
            order=("name", "product_id"),
            after=query.after,
            limit=query.limit,
        )
        latest = _Latest(self._rows)
        return Page(tuple(_details(row, latest) for row in page.items), page.next)


def known_qualification(label: str | None) -> str | None:
    """
    Raises:
        Invalid: there is no qualification of that label.
    """
    if label is None:
        return None
    try:
        return Qualification.of_label(label).label
    except KeyError:
        every = ", ".join(each.label for each in Qualification)
        raise Invalid(f"{label!r} is no qualification.", advice=f"There are {every}.") from None


class ShowProduct(Query[ProductDetails]):
    roles = STAFF
    instance_id: UUID
    code: str


class ShowProductHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowProduct, by: Principal) -> ProductDetails:
        """
        Raises:
            NotFound: the instance has no such product.
        """
        where = {"instance_id": query.instance_id, "code": query.code.upper()}
        row = self._rows.one(BSS_PRODUCTS, where)
        if row is None:
            raise NotFound("product", query.code)
        return _details(row, _Latest(self._rows))


class _Latest:
    """The latest applied run of each instance, read once."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._runs: dict[UUID, UUID | None] = {}

    def run_of(self, instance: UUID) -> UUID | None:
        if instance not in self._runs:
            page = self._rows.page(
                CATALOGUE_RUNS,
                where={"instance_id": instance, "state": APPLIED},
                order=("started_at", "run_id"),
                descending=True,
                limit=1,
            )
            self._runs[instance] = page.items[0].run_id if page.items else None
        return self._runs[instance]


def _details(row: BssProductRow, latest: _Latest) -> ProductDetails:
    current = row.status == DISCONTINUED or row.run_id == latest.run_of(row.instance_id)
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
