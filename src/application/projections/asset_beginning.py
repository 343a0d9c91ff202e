"""The record of an asset that was just sold: nothing is known yet of its licence."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from application.projections.asset_record import PurchaseCost, SalePrice
from core.asset.events import AssetCreated
from core.asset.values import ASSET_TYPE, AssetStatus, SyncState

T = TypeVar("T")


def made(kind: type[T], values: dict[str, Any]) -> T:
    """A frozen dataclass without the cost of assigning each of its fields, which is not small (P3).

    Tests hold the names against its own.
    """
    record = object.__new__(kind)
    object.__setattr__(record, "__dict__", values)
    return record


def values_of_created(asset_id: UUID, event: AssetCreated) -> dict[str, Any]:
    """All fields of its record."""
    return {
        "asset_id": asset_id,
        "name": event.product_name,
        "status": AssetStatus.ACTIVE,
        "sync_status": None,
        "provisioning_in_progress": True,
        "sync_state": SyncState.PENDING,
        "purchase_date": event.timestamp,
        "provisioned_at": None,
        "order_id": event.order_id,
        "order_line": event.line,
        "instance_id": event.instance_id,
        "product_id": event.product_id,
        "product_code": event.product_code,
        "product_name": event.product_name,
        "qualification": event.qualification,
        "perpetual_license_sku": event.sku_name,
        "asset_type": ASSET_TYPE,
        "quantity": event.quantity,
        "ordered_by": event.ordered_by,
        "end_customer": event.end_customer,
        "billed_to": event.billed_to,
        "reseller": event.reseller,
        "tenant_id": event.tenant_id,
        "price": _price(event),
        "cost": _cost(event),
        "custom_fields": {},
        "perpetual_order_id": None,
        "perpetual_order_id_alias": None,
        "perpetual_order_line": None,
        "perpetual_id": None,
        "catalog_id": None,
        "vendor_ordered_at": None,
        "attempts": 0,
        "attempt_reference": None,
        "cart_id": None,
        "dismissed": (),
        "last_error": None,
        "cancellation_state": None,
        "cancellation": None,
        "version": event.originator_version,
    }


def _price(event: AssetCreated) -> SalePrice:
    price = event.price
    values = {
        "unit": price.unit_price,
        "total": price.total_price(event.quantity),
        "currency": price.currency,
        "country": price.country,
        "unit_name": price.unit_name,
        "billing_term": price.billing_term,
        "source": price.source,
        "rule": price.rule,
    }
    return made(SalePrice, values)


def _cost(event: AssetCreated) -> PurchaseCost:
    price = event.price
    values = {
        "unit": price.unit_cost,
        "total": price.total_cost(event.quantity),
        "currency": price.currency,
        "vendor_unit": price.vendor_unit_cost,
        "vendor_currency": price.vendor_currency,
        "rate_id": price.rate_id,
        "rate": price.rate,
        "run_id": price.run_id,
    }
    return made(PurchaseCost, values)
