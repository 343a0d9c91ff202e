"""Ask for an asset's licence to be cancelled; an operator decides (S4, D30)."""

from __future__ import annotations

from uuid import UUID

from application.already_done import resumed
from application.asset.cancellation.why import Why
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import BUYERS
from core.asset.asset import Asset


class RequestCancellation(Command[None]):
    """`reason` is kept in the history and shown to whoever decides."""

    roles = BUYERS
    asset_id: UUID
    reason: Why


class RequestCancellationHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: RequestCancellation) -> None:
        """
        Raises:
            AssetAlreadyCanceled: there is nothing left to cancel.
            NotCancellable: it is not certain yet whether there is a licence.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if done:
            return
        asset.request_cancellation(at=self._clock.now())
        self._ledger.save(asset)
