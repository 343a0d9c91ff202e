"""How an asset's events change the record that people see."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import singledispatch
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.asset_record import AssetRecord, PurchaseCost, SalePrice
from application.projections.cancellation_record import fold_cancellation
from core.asset.events import (
    AssetCancelled,
    AssetCreated,
    AssetProvisioned,
    AssetRenamed,
    AssetResynced,
    CandidateDismissed,
    CartOpened,
    CustomFieldEdited,
    ExternalIdLinked,
    OrderPlaced,
    PerpetualIdFilled,
    ProvisioningAttempted,
    SyncFailed,
    SyncUncertain,
)
from core.asset.values import ASSET_TYPE, AssetStatus, LastError, SyncState
from core.kernel.event import Event


def fold_asset(record: AssetRecord | None, recorded: Recorded) -> AssetRecord | None:
    """The record after one more event of its stream."""
    if isinstance(recorded.event, AssetCreated):
        return _created(recorded.stream_id, recorded.event)
    if record is None:
        return None
    cancellation = fold_cancellation(record.cancellation, recorded)
    return replace(
        _after(recorded.event, record),
        cancellation_state=cancellation.state if cancellation else None,
        cancellation=cancellation,
        version=recorded.version,
    )


def _created(asset_id: UUID, event: AssetCreated) -> AssetRecord:
    price = event.price
    return AssetRecord(
        asset_id=asset_id,
        name=event.product_name,
        status=AssetStatus.ACTIVE,
        sync_status=None,
        provisioning_in_progress=True,
        sync_state=SyncState.PENDING,
        purchase_date=event.timestamp,
        provisioned_at=None,
        order_id=event.order_id,
        order_line=event.line,
        instance_id=event.instance_id,
        product_id=event.product_id,
        product_code=event.product_code,
        product_name=event.product_name,
        qualification=event.qualification,
        perpetual_license_sku=event.sku_name,
        asset_type=ASSET_TYPE,
        quantity=event.quantity,
        ordered_by=event.ordered_by,
        end_customer=event.end_customer,
        billed_to=event.billed_to,
        reseller=event.reseller,
        tenant_id=event.tenant_id,
        price=SalePrice(
            unit=price.unit_price,
            total=price.total_price(event.quantity),
            currency=price.currency,
            country=price.country,
            unit_name=price.unit_name,
            billing_term=price.billing_term,
            source=price.source,
            rule=price.rule,
        ),
        cost=PurchaseCost(
            unit=price.unit_cost,
            total=price.total_cost(event.quantity),
            currency=price.currency,
            vendor_unit=price.vendor_unit_cost,
            vendor_currency=price.vendor_currency,
            rate_id=price.rate_id,
            rate=price.rate,
            run_id=price.run_id,
        ),
        custom_fields={},
        perpetual_order_id=None,
        perpetual_order_id_alias=None,
        perpetual_order_line=None,
        perpetual_id=None,
        catalog_id=None,
        vendor_ordered_at=None,
        attempts=0,
        attempt_reference=None,
        cart_id=None,
        dismissed=(),
        last_error=None,
        cancellation_state=None,
        cancellation=None,
        version=event.originator_version,
    )


@singledispatch
def _after(event: Event, record: AssetRecord) -> AssetRecord:
    return record


@_after.register
def _(event: ProvisioningAttempted, record: AssetRecord) -> AssetRecord:
    begun = replace(record, attempts=event.attempt, attempt_reference=event.reference)
    return _in_state(begun, SyncState.PENDING)


@_after.register
def _(event: CartOpened, record: AssetRecord) -> AssetRecord:
    return replace(record, cart_id=event.cart_id)


@_after.register
def _(event: OrderPlaced, record: AssetRecord) -> AssetRecord:
    return _in_state(_with_licence(record, event), SyncState.ORDERED)


@_after.register(AssetProvisioned)
@_after.register(AssetResynced)
def _(event: AssetProvisioned | AssetResynced, record: AssetRecord) -> AssetRecord:
    return _synchronized(record, event.timestamp, event.perpetual_id)


@_after.register
def _(event: ExternalIdLinked, record: AssetRecord) -> AssetRecord:
    return _synchronized(_with_licence(record, event), event.timestamp, event.perpetual_id)


@_after.register
def _(event: SyncFailed, record: AssetRecord) -> AssetRecord:
    bare = replace(
        record,
        last_error=LastError(event.code, event.message),
        perpetual_order_id=None,
        perpetual_order_id_alias=None,
        perpetual_order_line=None,
        perpetual_id=None,
        catalog_id=None,
        vendor_ordered_at=None,
    )
    return _in_state(bare, SyncState.FAILED)


@_after.register
def _(event: SyncUncertain, record: AssetRecord) -> AssetRecord:
    doubted = replace(record, last_error=LastError(event.code, event.message))
    return _in_state(doubted, SyncState.UNKNOWN)


@_after.register
def _(event: CandidateDismissed, record: AssetRecord) -> AssetRecord:
    said = f"order {event.perpetual_order_id} line {event.line}"
    return replace(record, dismissed=(*record.dismissed, said))


@_after.register
def _(event: PerpetualIdFilled, record: AssetRecord) -> AssetRecord:
    return replace(record, perpetual_id=event.perpetual_id)


@_after.register
def _(event: AssetRenamed, record: AssetRecord) -> AssetRecord:
    return replace(record, name=event.name)


@_after.register
def _(event: CustomFieldEdited, record: AssetRecord) -> AssetRecord:
    return replace(record, custom_fields={**record.custom_fields, event.field: event.value})


@_after.register
def _(event: AssetCancelled, record: AssetRecord) -> AssetRecord:
    return replace(record, status=AssetStatus.CANCELED)


def _in_state(record: AssetRecord, state: SyncState) -> AssetRecord:
    shown = state in (SyncState.SYNCHRONIZED, SyncState.FAILED)
    return replace(
        record,
        sync_state=state,
        sync_status=state if shown else None,
        provisioning_in_progress=not shown,
    )


def _synchronized(record: AssetRecord, at: datetime, perpetual_id: str | None) -> AssetRecord:
    known = replace(
        record,
        provisioned_at=at,
        last_error=None,
        perpetual_id=perpetual_id or record.perpetual_id,
    )
    return _in_state(known, SyncState.SYNCHRONIZED)


def _with_licence(record: AssetRecord, event: OrderPlaced | ExternalIdLinked) -> AssetRecord:
    return replace(
        record,
        perpetual_order_id=event.perpetual_order_id,
        perpetual_order_id_alias=event.perpetual_order_id_alias,
        perpetual_order_line=event.line,
        perpetual_id=event.perpetual_id,
        catalog_id=event.catalog_id,
        vendor_ordered_at=event.ordered_at,
    )
