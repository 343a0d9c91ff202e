"""Assets as somebody may see them at a time (D15)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from application.principal import STAFF, Principal
from application.projections.asset_record import AssetRecord, PurchaseCost
from application.queries.asset_view import (
    SEES_COST,
    AssetView,
    CostedAssetView,
    CostView,
    PriceView,
    ProductView,
)
from core.asset.perpetual_id_looks import perpetual_id_status
from core.asset.return_window import return_deadline
from core.asset.values import SyncState
from core.money import Currency, Money


def view_of(record: AssetRecord, by: Principal, *, at: datetime) -> AssetView:
    """The asset as this principal may see it (D15), at a UTC time."""
    (view,) = views_of((record,), by, at=at)
    return view


def views_of(
    records: Iterable[AssetRecord], by: Principal, *, at: datetime
) -> tuple[AssetView, ...]:
    """The assets as this principal may see them (D15), at a UTC time."""
    is_staff, sees_cost = by.role in STAFF, by.role in SEES_COST
    return tuple(
        _costed(record, record.cost, at, is_staff)
        if sees_cost and record.cost
        else _shown(AssetView, record, at, is_staff)
        for record in records
    )


def _costed(record: AssetRecord, cost: PurchaseCost, at: datetime, is_staff: bool) -> AssetView:
    more = _cost(cost), cost.rate_id, cost.run_id
    return _shown(CostedAssetView, record, at, is_staff, *more)


def _shown(
    view: Callable[..., AssetView], record: AssetRecord, at: datetime, is_staff: bool, *more: Any
) -> AssetView:
    """The fields in the order of the view: by name they would cost twice the time (P6)."""
    return view(
        record.asset_id,
        record.name,
        record.status,
        record.sync_status,
        record.provisioning_in_progress,
        is_staff and record.sync_state == SyncState.UNKNOWN,
        record.purchase_date,
        record.provisioned_at,
        record.end_customer,
        record.order_id,
        record.quantity,
        ProductView(
            record.instance_id, record.product_code, record.product_name, record.qualification
        ),
        _price(record),
        record.asset_type,
        _custom_fields(record),
        record.end_customer,
        record.billed_to,
        return_deadline(record.vendor_ordered_at),
        record.perpetual_order_id,
        record.perpetual_order_id_alias,
        record.perpetual_license_sku,
        record.perpetual_id,
        perpetual_id_status(record.perpetual_id, record.provisioned_at, at=at),
        record.catalog_id,
        record.version,
        record.last_error,
        record.cancellation,
        *more,
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
        Money(price.unit, currency),
        Money(price.total, currency),
        price.country,
        price.unit_name,
        price.billing_term,
        price.source,
    )


def _cost(cost: PurchaseCost) -> CostView:
    currency = Currency(cost.currency)
    return CostView(
        Money(cost.unit, currency),
        Money(cost.total, currency),
        cost.vendor_currency,
        Money(cost.vendor_unit, Currency(cost.vendor_currency)),
    )
