"""Decline a requested cancellation: the licence stays, and the history knows why (D30)."""

from __future__ import annotations

from uuid import UUID

from application.already_done import resumed
from application.asset.cancellation.why import Why
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.asset.asset import Asset


class DeclineCancellation(Command[None]):
    """`reason` is kept in the history and shown to whoever asked."""

    roles = OPERATORS
    asset_id: UUID
    reason: Why


class DeclineCancellationHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: DeclineCancellation) -> None:
        """
        Raises:
            NoCancellationRequested: there is no open request.
            CancellationUnderWay, AssetAlreadyCanceled: it is too late.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if done:
            return
        asset.decline_cancellation(at=self._clock.now())
        self._ledger.save(asset)
