"""The floor of P6: the raw driver, a comparison of rows on the index, and msgspec; nothing of ours.

It answers what the API answers for whoever sees the cost, and knows no versions of tables, no
sign-in, no ledger that the rows must keep up with.
"""

from __future__ import annotations

import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

_FIRST = (
    "SELECT record FROM {} WHERE account_id = ? ORDER BY purchase_date DESC, asset_id DESC LIMIT ?"
)
_BEHIND = (
    "SELECT record FROM {} WHERE account_id = ? AND (purchase_date, asset_id) "
    "< (?, ?) ORDER BY purchase_date DESC, asset_id DESC LIMIT ?"
)


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


class _Record(msgspec.Struct, gc=False):
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


class _Answer(msgspec.Struct, gc=False):
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


_read = msgspec.json.Decoder(_Record).decode
_write = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class BarePages:
    """Pages of an account; `mark` is what the API writes into the cursors of this list."""

    connection: sqlite3.Connection
    table: str
    account: UUID
    mark: str
    limit: int = 50

    def page(self, after: str | None) -> bytes:
        """The page behind a cursor, as JSON."""
        place = () if after is None else place_of(after)
        statement = (_BEHIND if place else _FIRST).format(self.table)
        asked = (self.account.hex, *place, self.limit + 1)
        rows = self.connection.execute(statement, asked).fetchall()
        records = [_read(record) for (record,) in rows[: self.limit]]
        now = datetime.now(UTC)
        items = [_answer(record, now) for record in records]
        is_last = len(rows) <= self.limit
        return _write(
            {
                "items": items,
                "next": None
                if is_last
                else self.cursor(records[-1].purchase_date, records[-1].asset_id),
            }
        )

    def cursor(self, bought: str, asset: str) -> str:
        """The API's cursor behind that asset."""
        place = (self.mark, bought, asset, self.account)
        return urlsafe_b64encode(_write(place)).decode().rstrip("=")


def mark_of(cursor: str) -> str:
    """What all cursors of its list begin with."""
    return str(_content(cursor)[0])


def place_of(cursor: str) -> tuple[str, str]:
    """Purchase date and asset, as the table holds them."""
    _, bought, asset, _ = _content(cursor)
    moment = datetime.fromisoformat(bought).isoformat(timespec="microseconds")
    return moment, asset.replace("-", "")


def _content(cursor: str) -> Any:
    return msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))


def _answer(record: _Record, now: datetime) -> _Answer:
    price, cost = record.price, record.cost
    return _Answer(
        id=record.asset_id,
        name=record.name,
        status=record.status,
        sync_status=record.sync_status,
        provisioning_in_progress=record.provisioning_in_progress,
        outcome_unknown=record.sync_state == "unknown",
        purchase_date=record.purchase_date,
        provisioned_at=record.provisioned_at,
        account_id=record.end_customer,
        order_id=record.order_id,
        quantity=record.quantity,
        product={
            "instance": record.instance_id,
            "code": record.product_code,
            "name": record.product_name,
            "qualification": record.qualification,
        },
        price={
            "unit": {"amount": price.unit, "currency": price.currency},
            "total": {"amount": price.total, "currency": price.currency},
            "country": price.country,
            "unit_name": price.unit_name,
            "billing_term": price.billing_term,
            "source": price.source,
        },
        asset_type=record.asset_type,
        custom_fields={
            "Perpetual Order ID": record.perpetual_order_id,
            "Perpetual Order ID Alias": record.perpetual_order_id_alias,
            "Perpetual ID": record.perpetual_id,
            "Catalog ID": record.catalog_id,
            **record.custom_fields,
        },
        end_customer_id=record.end_customer,
        billed_to_id=record.billed_to,
        return_deadline=record.vendor_ordered_at and record.vendor_ordered_at + timedelta(days=30),
        perpetual_order_id=record.perpetual_order_id,
        perpetual_order_id_alias=record.perpetual_order_id_alias,
        perpetual_license_sku=record.perpetual_license_sku,
        perpetual_id=record.perpetual_id,
        perpetual_id_status=issued(record.perpetual_id, record.provisioned_at, now),
        catalog_id=record.catalog_id,
        version=record.version,
        last_error=record.last_error,
        cancellation=record.cancellation,
        cost={
            "unit": {"amount": cost.unit, "currency": cost.currency},
            "total": {"amount": cost.total, "currency": cost.currency},
            "vendor_currency": cost.vendor_currency,
            "vendor_unit": {"amount": cost.vendor_unit, "currency": cost.vendor_currency},
        },
        rate_id=cost.rate_id,
        run_id=cost.run_id,
    )


def issued(perpetual_id: str | None, provisioned_at: datetime | None, now: datetime) -> str | None:
    """How it stands with the perpetual id (D14)."""
    if perpetual_id:
        return "issued"
    if provisioned_at is None:
        return None
    return "awaited" if now <= provisioned_at + timedelta(hours=48) else "not_issued"
