"""Products as buyers see them (S74, D15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.past.price_list import PastPriceList
from application.ports.rows import Containing, Page, Rows
from application.principal import BUYERS, Principal
from application.projections.accounts import ACCOUNTS
from application.projections.instances import INSTANCES
from application.projections.products import STOREFRONT_PRODUCTS, StorefrontProductRow
from application.queries.price_list import in_active_currencies
from application.queries.products import known_qualification
from core.kernel.errors import Invalid


class ListStorefrontProducts(Query[Page[StorefrontProductRow]]):
    """Orderable products with their list prices, by name.

    `search` is a part of name or code; `at` is a time with zone: the price list as buyers saw it
    then (D34).
    """

    roles = BUYERS
    at: datetime | None = None
    instance_id: UUID | None = None
    qualification: str | None = None
    search: str = ""
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListStorefrontProductsHandler:
    """A customer sees its own instance's products, a reseller those of its customers' (D3)."""

    def __init__(self, rows: Rows, past: PastPriceList) -> None:
        self._rows = rows
        self._past = past

    def __call__(self, query: ListStorefrontProducts, by: Principal) -> Page[StorefrontProductRow]:
        """
        Raises:
            Invalid: no such qualification, the cursor is not one of this list, the time has no
                zone, or the past is to be searched.
        """
        if query.at is not None:
            return self._then(query, query.at, by)
        page = self._rows.page(
            STOREFRONT_PRODUCTS,
            where=_narrowed(query, by, partial(instances_of, self._rows)),
            order=("name", "product_id"),
            after=query.after,
            limit=query.limit,
        )
        instances = self._rows.all(INSTANCES, order=("name",))
        return Page(in_active_currencies(page.items, instances), page.next)

    def _then(
        self, query: ListStorefrontProducts, at: datetime, by: Principal
    ) -> Page[StorefrontProductRow]:
        if query.search:
            raise Invalid("The price list of the past is not searched.")
        as_of = self._past.moment(at, query.after)
        where = _narrowed(query, by, lambda account: self._past.instances_of(account, as_of))
        return self._past.page(where, as_of, after=query.after, limit=query.limit)


def instances_of(rows: Rows, account: UUID) -> frozenset[UUID]:
    """Where an account and its customers buy (D3)."""
    own = rows.all(ACCOUNTS, {"account_id": account}, order=("account_id",))
    customers = rows.all(ACCOUNTS, {"reseller_id": account}, order=("account_id",))
    return frozenset(row.instance_id for row in (*own, *customers) if row.instance_id)


def _narrowed(
    query: ListStorefrontProducts,
    by: Principal,
    reached: Callable[[UUID], frozenset[UUID]],
) -> dict[str, object]:
    where: dict[str, object] = {"orderable": True}
    if query.qualification is not None:
        where["qualification"] = known_qualification(query.qualification)
    if text := query.search.strip():
        where["name"] = Containing(text, also=("code",))
    if by.account_id is not None:
        reach, wanted = reached(by.account_id), query.instance_id
        where["instance_id"] = tuple(sorted(reach & {wanted} if wanted else reach))
    elif query.instance_id is not None:
        where["instance_id"] = query.instance_id
    return where
