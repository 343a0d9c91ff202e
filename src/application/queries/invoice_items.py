"""Invoice items: what each account is charged for, in units of Licenses (S3, S88, D24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.ports.rows import ANY_VALUE, Page, Rows
from application.principal import STAFF, Principal
from application.projections.invoice_items import INVOICE_ITEMS, InvoiceItemRow
from core.money import Currency, Money


@dataclass(frozen=True)
class InvoiceItem:
    """One charge or credit, net of tax; a credit has a negative quantity and total."""

    asset_id: UUID
    kind: str
    charge_type: str
    order_id: UUID
    billed_to_id: UUID
    end_customer_id: UUID
    description: str
    quantity: int
    unit: str
    unit_price: Money
    total: Money
    billed_at: datetime | None
    takes_back: str | None


class ListInvoiceItems(Query[Page[InvoiceItem]]):
    """Newest first; an asset that never got a licence has none (D24)."""

    roles = STAFF
    billed_to: UUID | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListInvoiceItemsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListInvoiceItems, by: Principal) -> Page[InvoiceItem]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        where: dict[str, object] = {"billed_at": ANY_VALUE}
        if query.billed_to is not None:
            where["billed_to"] = query.billed_to
        page = self._rows.page(
            INVOICE_ITEMS,
            where=where,
            order=("drafted_at", "asset_id", "kind"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )
        return Page(tuple(item_of(row) for row in page.items), page.next)


def item_of(row: InvoiceItemRow) -> InvoiceItem:
    """The item as people and programs read it."""
    currency = Currency(row.currency)
    return InvoiceItem(
        asset_id=row.asset_id,
        kind=row.kind,
        charge_type=row.charge_type,
        order_id=row.order_id,
        billed_to_id=row.billed_to,
        end_customer_id=row.end_customer,
        description=row.description,
        quantity=row.quantity,
        unit=row.unit,
        unit_price=Money(row.unit_price, currency),
        total=Money(row.total, currency),
        billed_at=row.billed_at,
        takes_back=row.takes_back,
    )
