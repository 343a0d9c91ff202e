"""Decide, as a person with a reason, that an unknown purchase did not happen (D17)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.already_done import resumed
from application.asset.probe import Probe, require_no
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.asset.asset import Asset


class SettleUnknown(Command[None]):
    """The asset becomes failed and may be re-provisioned; nothing is bought by it."""

    roles = OPERATORS
    asset_id: UUID
    reason: str = Field(min_length=3)


class SettleUnknownHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock, probe: Probe) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._probe = probe

    def __call__(self, command: SettleUnknown) -> None:
        """
        Raises:
            NotUnknown: the outcome is known.
            TooEarlyToDecide: Microsoft may not list the purchase yet.
            CandidatesOpen: Microsoft shows purchases that may be it; link or dismiss them first.
            VendorUnavailable: Microsoft does not show everything.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if done:
            return
        asset.require_unknown()
        require_no(self._probe.candidates(asset), asset)
        asset.settle_unknown(at=self._clock.now())
        self._ledger.save(asset)
