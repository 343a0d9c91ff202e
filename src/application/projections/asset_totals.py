"""How many assets stand how, and what those without licence were sold for (B18)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from application.ports.ledger import Recorded
from application.projections.asset_record import ASSET_TOPICS
from application.projections.projection import Table
from core.asset.events import (
    AssetCancelled,
    AssetCreated,
    AssetProvisioned,
    AssetResynced,
    ExternalIdLinked,
    OrderPlaced,
    ProvisioningAttempted,
    SyncFailed,
    SyncUncertain,
)
from core.asset.values import SyncState
from core.kernel.event import Event

PARTS = 128
"""So many rows share the counting: an event changes one small row, and a page adds them all up."""


@dataclass(frozen=True)
class Unlicensed:
    """An active asset without licence: `total` is what it was sold for, net, in `currency`."""

    asset_id: UUID
    sync_state: str
    total: Decimal
    currency: str


@dataclass(frozen=True)
class AssetTotalsRow:
    """Assets whose id falls into this part; those without licence are few, and named."""

    part: int
    synchronized: int
    canceled: int
    unlicensed: tuple[Unlicensed, ...]


ASSET_TOTALS = Table(
    name="asset_totals", version=1, row=AssetTotalsRow, key=("part",), group="part"
)

_STATES: dict[type[Event], SyncState] = {
    ProvisioningAttempted: SyncState.PENDING,
    OrderPlaced: SyncState.ORDERED,
    SyncUncertain: SyncState.UNKNOWN,
    SyncFailed: SyncState.FAILED,
}
_Change = Callable[[AssetTotalsRow, Recorded], AssetTotalsRow]


class AssetTotals:
    table = ASSET_TOTALS
    append_only = False
    topics = ASSET_TOPICS

    def group_of(self, recorded: Recorded) -> int | None:
        counted = type(recorded.event) in _CHANGES
        return recorded.stream_id.int % PARTS if counted else None

    def fold(
        self, rows: tuple[AssetTotalsRow, ...], recorded: Recorded
    ) -> tuple[AssetTotalsRow, ...]:
        row = rows[0] if rows else AssetTotalsRow(recorded.stream_id.int % PARTS, 0, 0, ())
        return (_CHANGES[type(recorded.event)](row, recorded),)


def _sold(row: AssetTotalsRow, recorded: Recorded) -> AssetTotalsRow:
    event = recorded.event
    assert isinstance(event, AssetCreated)
    price = event.price
    total = price.total_price(event.quantity)
    sold = Unlicensed(recorded.stream_id, SyncState.PENDING, total, price.currency)
    return replace(row, unlicensed=(*row.unlicensed, sold))


def _stands(row: AssetTotalsRow, recorded: Recorded) -> AssetTotalsRow:
    state = _STATES[type(recorded.event)]
    after = (
        replace(each, sync_state=state) if each.asset_id == recorded.stream_id else each
        for each in row.unlicensed
    )
    return replace(row, unlicensed=tuple(after))


def _licensed(row: AssetTotalsRow, recorded: Recorded) -> AssetTotalsRow:
    """Linking anew what has its licence counts nothing twice."""
    others = _without(row, recorded.stream_id)
    gained = len(row.unlicensed) - len(others)
    return replace(row, synchronized=row.synchronized + gained, unlicensed=others)


def _canceled(row: AssetTotalsRow, recorded: Recorded) -> AssetTotalsRow:
    others = _without(row, recorded.stream_id)
    had_licence = len(others) == len(row.unlicensed)
    return replace(
        row,
        synchronized=row.synchronized - had_licence,
        canceled=row.canceled + 1,
        unlicensed=others,
    )


def _without(row: AssetTotalsRow, asset: UUID) -> tuple[Unlicensed, ...]:
    return tuple(each for each in row.unlicensed if each.asset_id != asset)


_CHANGES: dict[type[Event], _Change] = {
    AssetCreated: _sold,
    **dict.fromkeys(_STATES, _stands),
    AssetProvisioned: _licensed,
    AssetResynced: _licensed,
    ExternalIdLinked: _licensed,
    AssetCancelled: _canceled,
}
