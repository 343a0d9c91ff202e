"""What a reseller or customer is charged and credited itself (B16, D3, D24)."""

from __future__ import annotations

from pydantic import Field

from application.messages import Query
from application.ports.rows import ANY_VALUE, Page, Rows
from application.principal import ACCOUNT_HOLDERS, Principal
from application.projections.invoice_items import INVOICE_ITEMS
from application.queries.invoice_items import InvoiceItem, item_of


class ListOwnInvoiceItems(Query[Page[InvoiceItem]]):
    """Newest first; whoever asks is the account that pays: a reseller does not see what its
    customers pay themselves."""

    roles = ACCOUNT_HOLDERS
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListOwnInvoiceItemsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListOwnInvoiceItems, by: Principal) -> Page[InvoiceItem]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        page = self._rows.page(
            INVOICE_ITEMS,
            where={"billed_at": ANY_VALUE, "billed_to": by.account_id},
            order=("drafted_at", "asset_id", "kind"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
        return Page(tuple(item_of(row) for row in page.items), page.next)
