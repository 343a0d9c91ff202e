"""Invoice items: one charge per asset at its first licence, one credit at its end (D24, S88)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.projection import Table
from core.asset.events import (
    AssetCancelled,
    AssetCreated,
    AssetProvisioned,
    AssetResynced,
    ExternalIdLinked,
)

CHARGE = "charge"
CREDIT = "credit"
CHARGE_TYPE = "one-off"


@dataclass(frozen=True)
class InvoiceItemRow:
    """Amounts in `currency`, net of tax; `billed_at` is None until the licence exists (D24).

    A credit has a negative quantity and total; `takes_back` is then the kind of the asset's item
    that it undoes: its charge.
    """

    asset_id: UUID
    kind: str
    charge_type: str
    order_id: UUID
    billed_to: UUID
    end_customer: UUID
    description: str
    quantity: int
    unit: str
    unit_price: Decimal
    total: Decimal
    currency: str
    drafted_at: datetime
    billed_at: datetime | None
    takes_back: str | None


INVOICE_ITEMS = Table(
    name="invoice_items",
    version=2,
    row=InvoiceItemRow,
    key=("asset_id", "kind"),
    group="asset_id",
    indexes=(("billed_to", "drafted_at", "asset_id"), ("drafted_at", "asset_id")),
)


class InvoiceItems:
    table = INVOICE_ITEMS
    append_only = False
    topics = "asset."

    def group_of(self, recorded: Recorded) -> UUID | None:
        billing = (
            AssetCreated | AssetProvisioned | AssetResynced | ExternalIdLinked | AssetCancelled
        )
        return recorded.stream_id if isinstance(recorded.event, billing) else None

    def fold(
        self, rows: tuple[InvoiceItemRow, ...], recorded: Recorded
    ) -> tuple[InvoiceItemRow, ...]:
        if isinstance(recorded.event, AssetCreated):
            return (_drafted(recorded.stream_id, recorded.event),)
        if isinstance(recorded.event, AssetCancelled):
            return _credited(rows, recorded.event)
        return tuple(_billed(row, recorded.event.timestamp) for row in rows)


def _credited(
    rows: tuple[InvoiceItemRow, ...], event: AssetCancelled
) -> tuple[InvoiceItemRow, ...]:
    """With the credit of the billed charge; what was never billed is not credited (D24)."""
    if not event.credited or [row.kind for row in rows if row.billed_at] != [CHARGE]:
        return rows
    [charge] = rows
    credit = replace(
        charge,
        kind=CREDIT,
        quantity=-charge.quantity,
        total=-charge.total,
        drafted_at=event.timestamp,
        billed_at=event.timestamp,
        takes_back=CHARGE,
    )
    return charge, credit


def _billed(row: InvoiceItemRow, at: datetime) -> InvoiceItemRow:
    return row if row.billed_at else replace(row, billed_at=at)


def _drafted(asset_id: UUID, event: AssetCreated) -> InvoiceItemRow:
    return InvoiceItemRow(
        asset_id=asset_id,
        kind=CHARGE,
        charge_type=CHARGE_TYPE,
        order_id=event.order_id,
        billed_to=event.billed_to,
        end_customer=event.end_customer,
        description=event.product_name,
        quantity=event.quantity,
        unit=event.price.unit_name,
        unit_price=event.price.unit_price,
        total=event.price.total_price(event.quantity),
        currency=event.price.currency,
        drafted_at=event.timestamp,
        billed_at=None,
        takes_back=None,
    )
