"""Approve a cancellation: its intent is stored before Microsoft is asked (D4, D30)."""

from __future__ import annotations

from uuid import UUID

from application.already_done import resumed
from application.asset.cancellation.why import Why
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.asset.asset import Asset


class ApproveCancellation(Command[None]):
    """With or without a request before it; a failed asset is canceled here and now (D30)."""

    roles = OPERATORS
    asset_id: UUID
    reason: Why


class ApproveCancellationHandler:
    """Stores the intent only; provisioning the asset is the next command, and asks Microsoft."""

    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: ApproveCancellation) -> None:
        """
        Raises:
            AssetAlreadyCanceled: there is nothing left to cancel.
            NotCancellable: it is not certain yet whether there is a licence.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if done:
            return
        asset.begin_cancellation(at=self._clock.now())
        self._ledger.save(asset)
