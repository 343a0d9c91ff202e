"""Say of a purchase at Microsoft that it is not this asset's licence (D16)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.already_done import resumed
from application.asset.probe import Probe
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.asset.asset import Asset


class DismissCandidate(Command[None]):
    """`order` is Microsoft's order id or alias; `line` counts from 0; `reason` is kept."""

    roles = OPERATORS
    asset_id: UUID
    order: str
    line: int = Field(default=0, ge=0)
    reason: str = Field(min_length=3)


class DismissCandidateHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock, probe: Probe) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._probe = probe

    def __call__(self, command: DismissCandidate) -> None:
        """
        Raises:
            NotFound: Microsoft shows no such candidate.
            NotFailed: the asset has a licence or is being provisioned.
            VendorUnavailable: Microsoft does not show everything.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if done:
            return
        candidate = self._probe.candidate(asset, command.order.strip(), command.line)
        asset.dismiss(candidate, at=self._clock.now())
        self._ledger.save(asset)
