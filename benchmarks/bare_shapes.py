"""What the floor of P6 reads of an asset, and what it answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec


class _SalePrice(msgspec.Struct, gc=False):
    unit: str
    total: str
    currency: str
    country: str
    unit_name: str
    billing_term: str
    source: str


class _PurchaseCost(msgspec.Struct, gc=False):
    unit: str
    total: str
    currency: str
    vendor_unit: str
    vendor_currency: str
    rate_id: str | None
    run_id: str


class BareRecord(msgspec.Struct, gc=False):
    asset_id: str
    name: str
    status: str
    sync_status: str | None
    provisioning_in_progress: bool
    sync_state: str
    purchase_date: str
    provisioned_at: datetime | None
    order_id: str
    instance_id: str
    product_code: str
    product_name: str
    qualification: str
    perpetual_license_sku: str
    asset_type: str
    quantity: int
    end_customer: str
    billed_to: str
    price: _SalePrice
    cost: _PurchaseCost
    custom_fields: dict[str, str]
    perpetual_order_id: str | None
    perpetual_order_id_alias: str | None
    perpetual_id: str | None
    catalog_id: str | None
    vendor_ordered_at: datetime | None
    last_error: msgspec.Raw
    cancellation: msgspec.Raw
    version: int


class BareAnswer(msgspec.Struct, gc=False):
    id: str
    name: str
    status: str
    sync_status: str | None
    provisioning_in_progress: bool
    outcome_unknown: bool
    purchase_date: str
    provisioned_at: datetime | None
    account_id: str
    order_id: str
    quantity: int
    product: dict[str, str]
    price: dict[str, Any]
    asset_type: str
    custom_fields: dict[str, str | None]
    end_customer_id: str
    billed_to_id: str
    return_deadline: datetime | None
    perpetual_order_id: str | None
    perpetual_order_id_alias: str | None
    perpetual_license_sku: str
    perpetual_id: str | None
    perpetual_id_status: str | None
    catalog_id: str | None
    version: int
    last_error: msgspec.Raw
    cancellation: msgspec.Raw
    cost: dict[str, Any]
    rate_id: str | None
    run_id: str
