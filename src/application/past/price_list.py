"""The price list of a day: what buyers could order, and at which list prices (B5, D15, D34)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from application.past.lists import PastLists
from application.past.pages import ListAsOf, PastPage
from application.past.products import PastProducts
from application.past.rows import PastRows
from application.ports.rows import Rows
from application.projections.accounts import ACCOUNTS, Accounts
from application.projections.instances import Instances
from application.projections.products import StorefrontProductRow, StorefrontProducts
from application.queries.price_list import in_active_currencies

_PRODUCTS = StorefrontProducts()
_ACCOUNTS = Accounts()
_INSTANCES = Instances()


class PastPriceList:
    """Products, active currencies and customers as they all were."""

    def __init__(
        self, rows: Rows, lists: PastLists, past: PastRows, products: PastProducts
    ) -> None:
        self._rows = rows
        self._lists = lists
        self._past = past
        self._products = products

    def moment(self, at: datetime, after: str | None) -> ListAsOf:
        """
        Raises:
            Invalid: the time has no zone, or the cursor is not one of a past list.
        """
        return self._lists.moment(at, after)

    def page(
        self, where: dict[str, Any], as_of: ListAsOf, *, after: str | None, limit: int
    ) -> PastPage[StorefrontProductRow]:
        """By name.

        Raises:
            Invalid: the cursor is not one of this list.
        """
        page = self._products.page(_PRODUCTS, where, as_of, after=after, limit=limit)
        instances = {row.instance_id for row in page.items}
        rows = self._past.folded(_INSTANCES, list(instances), as_of.position)
        return PastPage(in_active_currencies(page.items, rows.values()), page.next, as_of)

    def instances_of(self, account: UUID, as_of: ListAsOf) -> frozenset[UUID]:
        """Where an account and its customers bought (D3)."""
        own = self._rows.all(ACCOUNTS, {"account_id": account}, order=("account_id",))
        customers = self._rows.all(ACCOUNTS, {"reseller_id": account}, order=("account_id",))
        ids = [row.account_id for row in (*own, *customers)]
        rows = self._past.folded(_ACCOUNTS, ids, as_of.position).values()
        return frozenset(row.instance_id for row in rows if row.instance_id)
