"""What was charged and credited for one asset (S3, S88, D24)."""

from __future__ import annotations

from uuid import UUID

from application.messages import Query
from application.ports.rows import ANY_VALUE, Rows
from application.principal import STAFF, Principal
from application.projections.invoice_items import INVOICE_ITEMS
from application.queries.invoice_items import InvoiceItem, item_of


class InvoiceItemsOfAsset(Query[tuple[InvoiceItem, ...]]):
    """The charge, then the credit; none for an asset that never got a licence."""

    roles = STAFF
    asset_id: UUID


class InvoiceItemsOfAssetHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: InvoiceItemsOfAsset, by: Principal) -> tuple[InvoiceItem, ...]:
        where = {"asset_id": query.asset_id, "billed_at": ANY_VALUE}
        return tuple(map(item_of, self._rows.all(INVOICE_ITEMS, where, order=("kind",))))
