"""Cancel: nothing is bought, nothing changes, and the history knows who was asked (S31, D10)."""

from __future__ import annotations

from uuid import UUID

from application.already_done import resumed
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.asset.asset import Asset


class DeclineReprovision(Command[None]):
    roles = OPERATORS
    asset_id: UUID


class DeclineReprovisionHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: DeclineReprovision) -> None:
        """
        Raises:
            NotFailed, OutcomeStillUnknown: there was nothing to ask.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if done:
            return
        asset.decline_reprovision(at=self._clock.now())
        self._ledger.save(asset)
