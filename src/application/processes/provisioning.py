"""From an asset's creation to its provisioning: event → command (S6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from application.asset.provisioning.provision_asset import (
    ProvisionAsset,
    Provisioning,
    standing_of,
)
from application.bus import Bus, Origin
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.ports.rows import Rows
from application.principal import WORKER, Role
from application.processes.holding import Hold, WorkLeases
from application.projections.bss_assets import BSS_ASSETS
from core.asset.asset import Asset
from core.asset.values import CancellationState

_UNFINISHED: tuple[dict[str, object], ...] = (
    {"provisioning_in_progress": True},
    {"cancellation_state": str(CancellationState.ATTEMPTED)},
)
_LOOK = 0.5
"""Seconds between two looks at what somebody else is doing."""


class ProvisioningProcess:
    """Sends the command that assets in progress wait for; it may be sent any number of times."""

    def __init__(
        self, bus: Bus, log: EventLog, ledger: Ledger, rows: Rows, clock: Clock, leases: WorkLeases
    ) -> None:
        self._bus = bus
        self._log = log
        self._ledger = ledger
        self._rows = rows
        self._clock = clock
        self._leases = leases

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
        """Provision one after the other; `patience` is in seconds for each.

        What a worker is busy with is left to it; its outcome is waited for.
        """
        for asset in assets:
            deadline = self._clock.now() + timedelta(seconds=patience)
            yield self._settled(asset, channel, deadline)

    def step(self, asset: UUID, *, channel: str, patience: float = 0.0) -> Provisioning:
        """Send the command once, whoever holds the asset."""
        command = ProvisionAsset(asset_id=asset, patience=patience)
        return self._bus.send(command, self._origin(asset, channel))

    def _settled(self, asset: UUID, channel: str, deadline: datetime) -> Provisioning:
        while True:
            with self._leases.held(asset) as hold:
                if hold:
                    return self._worked(hold, channel, deadline)
            standing = standing_of(self._ledger.get(Asset, asset))
            if not standing.in_progress or self._left(deadline) < _LOOK:
                return standing
            self._clock.wait(_LOOK)

    def _worked(self, hold: Hold, channel: str, deadline: datetime) -> Provisioning:
        """Stays with the asset until the deadline, and shows from time to time that it does."""
        while True:
            patience = min(self._left(deadline), self._leases.terms.renew_every)
            standing = self.step(hold.subject, channel=channel, patience=patience)
            pause = max(_LOOK, standing.retry_after or 0.0)
            if not standing.in_progress or self._left(deadline) < pause:
                return standing
            self._clock.wait(pause)
            hold.renew()

    def _left(self, deadline: datetime) -> float:
        return max(0.0, (deadline - self._clock.now()).total_seconds())

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
