"""Products of the back office with cost and winning countries (S35, S69–S71, S81)."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.past.lists import PastLists
from application.past.pages import PastPage
from application.past.products import PastProducts
from application.ports.rows import Containing, Page, Rows
from application.principal import STAFF, Principal
from application.projections.catalogue_runs import CATALOGUE_RUNS
from application.projections.products import (
    BSS_PRODUCTS,
    BssProducts,
)
from application.queries.catalog_statuses import CatalogStatus, of_status
from application.queries.product_details import Latest, ProductDetails, product_details
from core.instances.sync_lease import APPLIED
from core.kernel.errors import Invalid, NotFound
from core.qualification import Qualification


class ListProducts(Query[Page[ProductDetails]]):
    """By name; `qualification` is one of the four labels, `search` a part of name or code.

    `catalog_status` is what the latest run of its instance made of a product (S81). `at` is a time
    with zone: the catalogue as it was then, with its prices (D34); it is not searched.
    """

    roles = STAFF
    at: datetime | None = None
    instance_id: UUID | None = None
    qualification: str | None = None
    published: bool | None = None
    search: str = ""
    catalog_status: CatalogStatus | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListProductsHandler:
    def __init__(self, rows: Rows, lists: PastLists, past: PastProducts) -> None:
        self._rows = rows
        self._lists = lists
        self._past = past

    def __call__(self, query: ListProducts, by: Principal) -> Page[ProductDetails]:
        """
        Raises:
            Invalid: no such qualification, the cursor is not one of this list, the time has no
                zone, or the past is searched.
        """
        if query.at is not None:
            return self._then(query, query.at)
        page = self._rows.page(
            BSS_PRODUCTS,
            where=_narrowed(query) | self._found(query),
            order=("name", "product_id"),
            after=query.after,
            limit=query.limit,
        )
        latest = _latest(self._rows)
        return Page(tuple(product_details(row, latest) for row in page.items), page.next)

    def _found(self, query: ListProducts) -> dict[str, Any]:
        """The columns that a list of the past does not know."""
        where: dict[str, Any] = {}
        if text := query.search.strip():
            where["name"] = Containing(text, also=("code",))
        if query.catalog_status is not None:
            where |= of_status(self._rows, query.catalog_status, query.instance_id)
        return where

    def _then(self, query: ListProducts, at: datetime) -> Page[ProductDetails]:
        if query.search or query.catalog_status:
            raise Invalid(
                "The catalogue of the past is not searched.",
                advice="Narrow it by instance, qualification, or what was published.",
            )
        as_of = self._lists.moment(at, query.after)
        page = self._past.page(_FOLD, _narrowed(query), as_of, after=query.after, limit=query.limit)
        latest = self._past.latest(as_of)
        details = tuple(product_details(row, latest) for row in page.items)
        return PastPage(details, page.next, as_of)


_FOLD = BssProducts()


def _narrowed(query: ListProducts) -> dict[str, Any]:
    asked = {
        "instance_id": query.instance_id,
        "qualification": known_qualification(query.qualification),
        "published": query.published,
    }
    return {column: value for column, value in asked.items() if value is not None}


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
        return product_details(row, _latest(self._rows))


def _latest(rows: Rows) -> Latest:
    def run_of(instance: UUID) -> UUID | None:
        page = rows.page(
            CATALOGUE_RUNS,
            where={"instance_id": instance, "state": APPLIED},
            order=("started_at", "run_id"),
            descending=True,
            limit=1,
        )
        return page.items[0].run_id if page.items else None

    return cache(run_of)
