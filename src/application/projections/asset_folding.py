"""How an asset's events change the record that people see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.asset_record import AssetRecord, PurchaseCost, SalePrice
from application.projections.cancellation_record import CANCELLING, fold_cancellation
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

Values = dict[str, Any]
"""Fields of a record; tests hold them against its own."""


def fold_asset(record: AssetRecord | None, *run: Recorded) -> AssetRecord | None:
    """The record after more events of its stream; one copy is made for all of them (P3)."""
    values: Values | None = None if record is None else {**vars(record)}
    for recorded in run:
        event = recorded.event
        if isinstance(event, AssetCreated):
            values = _created(recorded.stream_id, event)
        elif values is not None:
            values.update(_changes(event, values))
            if isinstance(event, CANCELLING):
                values.update(_cancellation(recorded, values))
            values["version"] = recorded.version
    return None if values is None else _record(values)


def _record(values: Values) -> AssetRecord:
    """Without the cost of assigning each of its many fields, which is not small (P3)."""
    record = object.__new__(AssetRecord)
    object.__setattr__(record, "__dict__", values)
    return record


def _cancellation(recorded: Recorded, values: Values) -> Values:
    cancellation = fold_cancellation(values["cancellation"], recorded)
    state = cancellation.state if cancellation else None
    return {"cancellation": cancellation, "cancellation_state": state}


def _created(asset_id: UUID, event: AssetCreated) -> Values:
    price = event.price
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
        "price": SalePrice(
            unit=price.unit_price,
            total=price.total_price(event.quantity),
            currency=price.currency,
            country=price.country,
            unit_name=price.unit_name,
            billing_term=price.billing_term,
            source=price.source,
            rule=price.rule,
        ),
        "cost": PurchaseCost(
            unit=price.unit_cost,
            total=price.total_cost(event.quantity),
            currency=price.currency,
            vendor_unit=price.vendor_unit_cost,
            vendor_currency=price.vendor_currency,
            rate_id=price.rate_id,
            rate=price.rate,
            run_id=price.run_id,
        ),
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


def _changes(event: Event, values: Values) -> Values:
    """The fields that change, by the state before."""
    told = _CHANGES.get(type(event))
    return told(event, values) if told else {}


def _attempted(event: ProvisioningAttempted, _: Values) -> Values:
    begun = {"attempts": event.attempt, "attempt_reference": event.reference}
    return {**begun, **_PENDING}


def _cart_opened(event: CartOpened, _: Values) -> Values:
    return {"cart_id": event.cart_id}


def _ordered(event: OrderPlaced, _: Values) -> Values:
    return {**_licence(event), **_ORDERED}


def _provisioned(event: AssetProvisioned | AssetResynced, values: Values) -> Values:
    return _synchronized(event.timestamp, event.perpetual_id or values["perpetual_id"])


def _linked(event: ExternalIdLinked, _: Values) -> Values:
    return {**_licence(event), **_synchronized(event.timestamp, event.perpetual_id)}


def _failed(event: SyncFailed, _: Values) -> Values:
    return {
        "last_error": LastError(event.code, event.message),
        "perpetual_order_id": None,
        "perpetual_order_id_alias": None,
        "perpetual_order_line": None,
        "perpetual_id": None,
        "catalog_id": None,
        "vendor_ordered_at": None,
        **_FAILED,
    }


def _uncertain(event: SyncUncertain, _: Values) -> Values:
    return {"last_error": LastError(event.code, event.message), **_UNKNOWN}


def _dismissed(event: CandidateDismissed, values: Values) -> Values:
    said = f"order {event.perpetual_order_id} line {event.line}"
    return {"dismissed": (*values["dismissed"], said)}


def _id_filled(event: PerpetualIdFilled, _: Values) -> Values:
    return {"perpetual_id": event.perpetual_id}


def _renamed(event: AssetRenamed, _: Values) -> Values:
    return {"name": event.name}


def _edited(event: CustomFieldEdited, values: Values) -> Values:
    return {"custom_fields": {**values["custom_fields"], event.field: event.value}}


def _cancelled(event: AssetCancelled, _: Values) -> Values:
    return {"status": AssetStatus.CANCELED}


def _standing(state: SyncState) -> Values:
    shown = state in (SyncState.SYNCHRONIZED, SyncState.FAILED)
    return {
        "sync_state": state,
        "sync_status": state if shown else None,
        "provisioning_in_progress": not shown,
    }


_PENDING, _ORDERED, _UNKNOWN, _SYNCHRONIZED, _FAILED = map(_standing, SyncState)


def _synchronized(at: datetime, perpetual_id: str | None) -> Values:
    known = {"provisioned_at": at, "last_error": None, "perpetual_id": perpetual_id}
    return {**known, **_SYNCHRONIZED}


def _licence(event: OrderPlaced | ExternalIdLinked) -> Values:
    return {
        "perpetual_order_id": event.perpetual_order_id,
        "perpetual_order_id_alias": event.perpetual_order_id_alias,
        "perpetual_order_line": event.line,
        "perpetual_id": event.perpetual_id,
        "catalog_id": event.catalog_id,
        "vendor_ordered_at": event.ordered_at,
    }


_CHANGES: Mapping[type[Event], Callable[[Any, Values], Values]] = {
    ProvisioningAttempted: _attempted,
    CartOpened: _cart_opened,
    OrderPlaced: _ordered,
    AssetProvisioned: _provisioned,
    AssetResynced: _provisioned,
    ExternalIdLinked: _linked,
    SyncFailed: _failed,
    SyncUncertain: _uncertain,
    CandidateDismissed: _dismissed,
    PerpetualIdFilled: _id_filled,
    AssetRenamed: _renamed,
    CustomFieldEdited: _edited,
    AssetCancelled: _cancelled,
}
