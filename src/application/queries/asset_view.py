"""An asset as CLI and HTTP show it (SPEC section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from application.principal import STAFF, Principal, Role
from application.projections.asset_record import AssetRecord, PurchaseCost
from application.projections.cancellation_record import CancellationRecord
from core.asset.perpetual_id_looks import perpetual_id_status
from core.asset.return_window import return_deadline
from core.asset.values import LastError, SyncState
from core.money import Currency, Money

SEES_COST = frozenset({Role.OPERATOR, Role.FINANCE, Role.AUDITOR})
"""Roles that see what the distributor pays (D15)."""


@dataclass(frozen=True)
class ProductView:
    instance: UUID
    code: str
    name: str
    qualification: str


@dataclass(frozen=True)
class PriceView:
    """Net of tax; `country` is the one whose price list decided."""

    unit: Money
    total: Money
    country: str
    unit_name: str
    billing_term: str
    source: str


@dataclass(frozen=True)
class CostView:
    """`vendor_currency` and `vendor_unit`: what Microsoft's list asks in its own currency."""

    unit: Money
    total: Money
    vendor_currency: str
    vendor_unit: Money


@dataclass(frozen=True)
class AssetView:
    """`sync_status` is null while `provisioning_in_progress` (D6).

    `perpetual_id_status`: issued, awaited or not_issued; null while there is no licence (D14).
    """

    id: UUID
    name: str
    status: str
    sync_status: str | None
    provisioning_in_progress: bool
    outcome_unknown: bool
    purchase_date: datetime
    provisioned_at: datetime | None
    account_id: UUID
    order_id: UUID
    quantity: int
    product: ProductView
    price: PriceView
    asset_type: str
    custom_fields: Mapping[str, str | None]
    end_customer_id: UUID
    billed_to_id: UUID
    return_deadline: datetime | None
    perpetual_order_id: str | None
    perpetual_order_id_alias: str | None
    perpetual_license_sku: str
    perpetual_id: str | None
    perpetual_id_status: str | None
    catalog_id: str | None
    version: int
    last_error: LastError | None
    cancellation: CancellationRecord | None


@dataclass(frozen=True)
class CostedAssetView(AssetView):
    """For operators, finance and auditors also what the licence costs."""

    cost: CostView
    rate_id: str | None
    run_id: UUID


def view_of(record: AssetRecord, by: Principal, *, at: datetime) -> AssetView:
    """The asset as this principal may see it (D15), at a UTC time."""
    cost = record.cost
    if cost is None or by.role not in SEES_COST:
        return _shown(AssetView, record, by, at)
    more = {"cost": _cost(cost), "rate_id": cost.rate_id, "run_id": cost.run_id}
    return _shown(CostedAssetView, record, by, at, **more)


def _shown(
    view: type[AssetView], record: AssetRecord, by: Principal, at: datetime, **more: Any
) -> AssetView:
    awaited = perpetual_id_status(record.perpetual_id, record.provisioned_at, at=at)
    return view(
        id=record.asset_id,
        name=record.name,
        status=record.status,
        sync_status=record.sync_status,
        provisioning_in_progress=record.provisioning_in_progress,
        outcome_unknown=by.role in STAFF and record.sync_state == SyncState.UNKNOWN,
        purchase_date=record.purchase_date,
        provisioned_at=record.provisioned_at,
        account_id=record.end_customer,
        order_id=record.order_id,
        quantity=record.quantity,
        product=ProductView(
            record.instance_id, record.product_code, record.product_name, record.qualification
        ),
        price=_price(record),
        asset_type=record.asset_type,
        custom_fields=_custom_fields(record),
        end_customer_id=record.end_customer,
        billed_to_id=record.billed_to,
        return_deadline=return_deadline(record.vendor_ordered_at),
        perpetual_order_id=record.perpetual_order_id,
        perpetual_order_id_alias=record.perpetual_order_id_alias,
        perpetual_license_sku=record.perpetual_license_sku,
        perpetual_id=record.perpetual_id,
        perpetual_id_status=awaited,
        catalog_id=record.catalog_id,
        version=record.version,
        last_error=record.last_error,
        cancellation=record.cancellation,
        **more,
    )


def _custom_fields(record: AssetRecord) -> dict[str, str | None]:
    """The four fields that Microsoft fills (S84), then those that people edit (D5)."""
    return {
        "Perpetual Order ID": record.perpetual_order_id,
        "Perpetual Order ID Alias": record.perpetual_order_id_alias,
        "Perpetual ID": record.perpetual_id,
        "Catalog ID": record.catalog_id,
        **record.custom_fields,
    }


def _price(record: AssetRecord) -> PriceView:
    price = record.price
    currency = Currency(price.currency)
    return PriceView(
        unit=Money(price.unit, currency),
        total=Money(price.total, currency),
        country=price.country,
        unit_name=price.unit_name,
        billing_term=price.billing_term,
        source=price.source,
    )


def _cost(cost: PurchaseCost) -> CostView:
    currency = Currency(cost.currency)
    return CostView(
        unit=Money(cost.unit, currency),
        total=Money(cost.total, currency),
        vendor_currency=cost.vendor_currency,
        vendor_unit=Money(cost.vendor_unit, Currency(cost.vendor_currency)),
    )
