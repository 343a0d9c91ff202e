"""What the ledger says was bought: references, order lines and who holds them (B3, D8, D32)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from application.ports.ledger import EventLog, Recorded
from core.asset.events import (
    AssetCreated,
    AssetProvisioned,
    AssetResynced,
    ExternalIdLinked,
    OrderPlaced,
    ProvisioningAttempted,
    SyncFailed,
)

_PAGE = 1000


@dataclass(frozen=True)
class HeldLine:
    """A vendor order line that an asset holds; `linked`: a person gave it to the asset (S32)."""

    asset: UUID
    tenant_id: str
    forms: tuple[str, ...]
    line: int
    linked: bool


@dataclass
class PurchasesOfTheLedger:
    """One instance's purchases, folded from everything that was recorded."""

    instance: UUID
    tenants: dict[UUID, str] = field(default_factory=dict)
    references: dict[str, UUID] = field(default_factory=dict)
    held: dict[UUID, HeldLine] = field(default_factory=dict)
    in_progress: set[UUID] = field(default_factory=set)

    def enter(self, recorded: Recorded) -> None:
        asset, event = recorded.stream_id, recorded.event
        if isinstance(event, AssetCreated) and event.instance_id == self.instance:
            self.tenants[asset] = event.tenant_id.lower()
        if asset not in self.tenants:
            return
        match event:
            case ProvisioningAttempted():
                self.references[event.reference] = asset
                self.in_progress.add(asset)
            case OrderPlaced() | ExternalIdLinked():
                self._hold(asset, event)
            case SyncFailed():
                self.held.pop(asset, None)
                self.in_progress.discard(asset)
            case AssetProvisioned() | AssetResynced():
                self.in_progress.discard(asset)

    def owners(self) -> dict[tuple[str, int], HeldLine]:
        """Who holds which order line, under both forms of the order's id."""
        return {(form, held.line): held for held in self.held.values() for form in held.forms}

    def _hold(self, asset: UUID, event: OrderPlaced | ExternalIdLinked) -> None:
        linked = isinstance(event, ExternalIdLinked)
        forms = tuple(filter(None, (event.perpetual_order_id, event.perpetual_order_id_alias)))
        self.held[asset] = HeldLine(asset, self.tenants[asset], forms, event.line, linked)
        if linked:
            self.in_progress.discard(asset)


def purchases_of(log: EventLog, instance: UUID) -> PurchasesOfTheLedger:
    """Everything recorded until now."""
    purchases = PurchasesOfTheLedger(instance)
    for recorded in _everything(log):
        purchases.enter(recorded)
    return purchases


def _everything(log: EventLog) -> Iterator[Recorded]:
    position = 0
    while page := log.page(position, _PAGE):
        yield from page
        position = page[-1].position
