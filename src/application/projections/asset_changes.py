"""Which fields of an asset's record each of its later events changes, and to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from core.asset.events import (
    AssetCancelled,
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
from core.asset.values import AssetStatus, LastError, SyncState
from core.kernel.event import Event

Values = dict[str, Any]
"""Fields of a record; tests hold them against its own."""


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


CHANGES: Mapping[type[Event], Callable[[Any, Values], Values]] = {
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
"""From an event and the fields before it to those that change."""
