"""One product as a buyer sees it, by its id (S74, D15)."""

from __future__ import annotations

from uuid import UUID

from application.messages import Query
from application.ports.rows import Rows
from application.principal import BUYERS, Principal
from application.projections.instances import INSTANCES
from application.projections.products import STOREFRONT_PRODUCTS, StorefrontProductRow
from application.queries.price_list import in_active_currencies
from application.queries.storefront_products import instances_of
from core.kernel.errors import NotFound


class ShowStorefrontProduct(Query[StorefrontProductRow]):
    """A product that was withdrawn or discontinued answers as if there were none."""

    roles = BUYERS
    product_id: UUID


class ShowStorefrontProductHandler:
    """Of the buyer's own instance, or of its customers' (D3)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ShowStorefrontProduct, by: Principal) -> StorefrontProductRow:
        """
        Raises:
            NotFound: no such product that could be ordered, or not one within reach.
        """
        row = self._rows.one(STOREFRONT_PRODUCTS, {"product_id": query.product_id})
        if row is None or not row.orderable or not self._is_in_reach(row, by):
            raise NotFound("product", str(query.product_id))
        instances = self._rows.all(
            INSTANCES, {"instance_id": row.instance_id}, order=("instance_id",)
        )
        (shown,) = in_active_currencies((row,), instances)
        return shown

    def _is_in_reach(self, row: StorefrontProductRow, by: Principal) -> bool:
        return by.account_id is None or row.instance_id in instances_of(self._rows, by.account_id)
