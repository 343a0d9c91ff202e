"""The answer of the floor of P6 for an asset: that of the API for whoever sees its cost."""

from __future__ import annotations

from datetime import datetime, timedelta

from benchmarks.bare_shapes import BareAnswer, BareRecord


def answered(record: BareRecord, now: datetime) -> BareAnswer:
    price, cost = record.price, record.cost
    return BareAnswer(
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
