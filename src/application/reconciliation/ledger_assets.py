"""An instance's assets as far as Microsoft's books could name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from application.ports.ledger import EventLog
from application.ports.rows import Rows
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from core.asset.events import ProvisioningAttempted
from core.asset.purchasing import reference_of
from core.asset.values import AssetStatus, SyncState
from core.ids import AssetId

_WITHOUT_LICENCE = (SyncState.FAILED, SyncState.UNKNOWN)
_FORGOTTEN_ATTEMPTS = 3
"""A ledger restored from a backup may not know the latest attempts; their references derive (D33).
"""


@dataclass(frozen=True)
class LedgerAsset:
    """`unit_cost` is Microsoft's price at the purchase, in `currency`; ids of its order if any.

    `attempted_at` are the times of its attempts, known only where it has no licence; `dismissed`
    names order lines of which a person said that they are not its purchase (D16).
    """

    asset_id: UUID
    tenant_id: str
    product_code: str
    quantity: int
    unit_cost: Decimal | None
    currency: str
    state: SyncState
    is_active: bool
    created_at: datetime
    order_id: str | None
    alias: str | None
    line: int
    ordered_at: datetime | None
    references: tuple[str, ...]
    attempted_at: tuple[datetime, ...]
    dismissed: tuple[str, ...]

    @property
    def is_linkable(self) -> bool:
        """A licence may be connected to it (S32)."""
        return self.is_active and self.state in _WITHOUT_LICENCE

    @property
    def order_forms(self) -> tuple[str, ...]:
        """The ids under which Microsoft may name its order."""
        return tuple(filter(None, (self.order_id, self.alias)))


class LedgerAssets:
    """Reads the assets of one instance."""

    def __init__(self, rows: Rows, log: EventLog) -> None:
        self._rows = rows
        self._log = log

    def of(self, instance: UUID) -> tuple[LedgerAsset, ...]:
        records = self._rows.all(BSS_ASSETS, {"instance_id": instance}, order=("asset_id",))
        return tuple(self._asset(record) for record in records)

    def position(self) -> int:
        """Where in the ledger they stand."""
        return self._rows.position(BSS_ASSETS)

    def _asset(self, record: AssetRecord) -> LedgerAsset:
        cost, state = record.cost, SyncState(record.sync_state)
        return LedgerAsset(
            asset_id=record.asset_id,
            tenant_id=record.tenant_id.lower(),
            product_code=record.product_code,
            quantity=record.quantity,
            unit_cost=cost.vendor_unit if cost else None,
            currency=cost.vendor_currency if cost else "",
            state=state,
            is_active=record.status == AssetStatus.ACTIVE,
            created_at=record.purchase_date,
            order_id=record.perpetual_order_id,
            alias=record.perpetual_order_id_alias,
            line=record.perpetual_order_line or 0,
            ordered_at=record.vendor_ordered_at,
            references=_references(record),
            attempted_at=self._attempts(record.asset_id) if state in _WITHOUT_LICENCE else (),
            dismissed=record.dismissed,
        )

    def _attempts(self, asset: UUID) -> tuple[datetime, ...]:
        story = (recorded.event for recorded in self._log.stream(asset))
        return tuple(each.timestamp for each in story if isinstance(each, ProvisioningAttempted))


def _references(record: AssetRecord) -> tuple[str, ...]:
    numbers = range(1, record.attempts + _FORGOTTEN_ATTEMPTS + 1)
    return tuple(reference_of(AssetId(record.asset_id), number) for number in numbers)
