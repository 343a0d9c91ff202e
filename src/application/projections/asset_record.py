"""An asset as people see it; every asset read model is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.cancellation_record import CancellationRecord
from core.asset.values import LastError


@dataclass(frozen=True)
class SalePrice:
    """What the buyer pays, net of tax, in `currency`."""

    unit: Decimal
    total: Decimal
    currency: str
    country: str
    unit_name: str
    billing_term: str
    source: str
    rule: str


@dataclass(frozen=True)
class PurchaseCost:
    """What the distributor pays; never shown in the storefront (D15)."""

    unit: Decimal
    total: Decimal
    currency: str
    vendor_unit: Decimal
    vendor_currency: str
    rate_id: str | None
    rate: Decimal | None
    run_id: UUID


@dataclass(frozen=True)
class AssetRecord:
    """All the information kept about an asset (S25); `cost` is None where it must not be shown.

    `dismissed` names purchases at Microsoft of which a person said that they are not it (D16).
    """

    asset_id: UUID
    name: str
    status: str
    sync_status: str | None
    provisioning_in_progress: bool
    sync_state: str
    purchase_date: datetime
    provisioned_at: datetime | None
    order_id: UUID
    order_line: int
    instance_id: UUID
    product_id: UUID
    product_code: str
    product_name: str
    qualification: str
    perpetual_license_sku: str
    asset_type: str
    quantity: int
    ordered_by: UUID
    end_customer: UUID
    billed_to: UUID
    reseller: UUID | None
    tenant_id: str
    price: SalePrice
    cost: PurchaseCost | None
    custom_fields: Mapping[str, str]
    perpetual_order_id: str | None
    perpetual_order_id_alias: str | None
    perpetual_order_line: int | None
    perpetual_id: str | None
    catalog_id: str | None
    vendor_ordered_at: datetime | None
    attempts: int
    attempt_reference: str | None
    cart_id: str | None
    dismissed: tuple[str, ...]
    last_error: LastError | None
    cancellation_state: str | None
    cancellation: CancellationRecord | None
    version: int

    @property
    def viewers(self) -> tuple[UUID, ...]:
        """Accounts that may see the asset (D3)."""
        chain = (self.end_customer, self.billed_to, self.ordered_by, self.reseller)
        return tuple(dict.fromkeys(account for account in chain if account))


ASSET_TOPICS = "asset."


@dataclass(frozen=True)
class RecordOnly:
    """What a list of assets shows of its rows."""

    record: AssetRecord


def asset_of(recorded: Recorded) -> UUID | None:
    """The asset that an event is about; None for events of anything else."""
    return recorded.stream_id if recorded.topic.startswith(ASSET_TOPICS) else None
