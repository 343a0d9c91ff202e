"""From an asset's creation to its provisioning: event → command (S6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from application.asset.provisioning.provision_asset import ProvisionAsset, Provisioning
from application.bus import Bus, Origin
from application.ports.ledger import EventLog
from application.ports.rows import Rows
from application.principal import WORKER, Role
from application.projections.bss_assets import BSS_ASSETS
from core.asset.values import CancellationState

_UNFINISHED: tuple[dict[str, object], ...] = (
    {"provisioning_in_progress": True},
    {"cancellation_state": str(CancellationState.ATTEMPTED)},
)


class ProvisioningProcess:
    """Sends the command that assets in progress wait for; it may be sent any number of times."""

    def __init__(self, bus: Bus, log: EventLog, rows: Rows) -> None:
        self._bus = bus
        self._log = log
        self._rows = rows

    def unfinished(self) -> tuple[UUID, ...]:
        """Assets whose provisioning or cancellation has not ended, whichever process began it."""
        found = (
            row.asset_id
            for asked in _UNFINISHED
            for row in self._rows.all(BSS_ASSETS, asked, order=("asset_id",))
        )
        return tuple(dict.fromkeys(found))

    def provision(
        self, assets: Iterable[UUID], *, channel: str, patience: float = 0.0
    ) -> Iterator[Provisioning]:
        """Provision one after the other; `patience` is in seconds for each."""
        for asset in assets:
            command = ProvisionAsset(asset_id=asset, patience=patience)
            yield self._bus.send(command, self._origin(asset, channel))

    def _origin(self, asset: UUID, channel: str) -> Origin:
        """The worker acts, because of the latest event that somebody else decided (B11)."""
        decided = [each for each in self._log.stream(asset) if each.metadata.role != Role.SYSTEM]
        if not decided:
            return Origin(WORKER, channel)
        cause = decided[-1]
        return Origin(
            WORKER,
            channel,
            correlation_id=cause.metadata.correlation_id,
            causation_id=f"{cause.stream_id}@{cause.version}",
        )
