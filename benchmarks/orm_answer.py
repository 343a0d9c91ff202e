"""The answer of P6's peer: pydantic models, as its tutorials nest them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from benchmarks.bare_answer import issued


class _Amount(BaseModel):
    amount: Decimal
    currency: str


class _Product(BaseModel):
    instance: UUID
    code: str
    name: str
    qualification: str


class _Price(BaseModel):
    unit: _Amount
    total: _Amount
    country: str
    unit_name: str
    billing_term: str
    source: str


class _Cost(BaseModel):
    unit: _Amount
    total: _Amount
    vendor_currency: str
    vendor_unit: _Amount


class OrmAsset(BaseModel):
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
    product: _Product
    price: _Price
    asset_type: str
    custom_fields: dict[str, str | None]
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
    last_error: dict[str, str] | None
    cancellation: dict[str, Any] | None
    cost: _Cost
    rate_id: str | None
    run_id: UUID


class OrmPage(BaseModel):
    items: list[OrmAsset]
    next: str | None


def shown(record: dict[str, Any], now: datetime) -> dict[str, Any]:
    same = {name: record.get(name) for name in OrmAsset.model_fields}
    price, cost, bought = record["price"], record["cost"], record["vendor_ordered_at"]
    filled = record["provisioned_at"] and datetime.fromisoformat(record["provisioned_at"])
    deadline = bought and datetime.fromisoformat(bought) + timedelta(days=30)
    return {
        **same,
        "id": record["asset_id"],
        "outcome_unknown": record["sync_state"] == "unknown",
        "account_id": record["end_customer"],
        "end_customer_id": record["end_customer"],
        "billed_to_id": record["billed_to"],
        "product": {
            "instance": record["instance_id"],
            "code": record["product_code"],
            "name": record["product_name"],
            "qualification": record["qualification"],
        },
        "price": price | _amounts(price, "unit", "total"),
        "custom_fields": {
            "Perpetual Order ID": record["perpetual_order_id"],
            "Perpetual Order ID Alias": record["perpetual_order_id_alias"],
            "Perpetual ID": record["perpetual_id"],
            "Catalog ID": record["catalog_id"],
            **record["custom_fields"],
        },
        "return_deadline": deadline,
        "perpetual_id_status": issued(record["perpetual_id"], filled, now),
        "cost": cost
        | _amounts(cost, "unit", "total")
        | {"vendor_unit": {"amount": cost["vendor_unit"], "currency": cost["vendor_currency"]}},
        "rate_id": cost["rate_id"],
        "run_id": cost["run_id"],
    }


def _amounts(of: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: {"amount": of[name], "currency": of["currency"]} for name in names}
