"""Record that a licence was cancelled at Microsoft behind our back, with its credit (D30)."""

from __future__ import annotations

from uuid import UUID

from application.already_done import resumed
from application.asset.cancellation.why import Why
from application.asset.perpetual_ids import PerpetualIds
from application.messages import Command
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.asset.asset import Asset
from core.asset.cancellation_errors import NotCancelledAtMicrosoft


class RecordFoundCancellation(Command[None]):
    """`reason` is kept in the history; Microsoft's order is the evidence, and is read first."""

    roles = OPERATORS
    asset_id: UUID
    reason: Why


class RecordFoundCancellationHandler:
    def __init__(self, ledger: Ledger, log: EventLog, perpetual_ids: PerpetualIds) -> None:
        self._ledger = ledger
        self._log = log
        self._perpetual_ids = perpetual_ids

    def __call__(self, command: RecordFoundCancellation) -> None:
        """
        Raises:
            AssetAlreadyCanceled, NotSynchronized: there is no licence of which to record it.
            NotCancelledAtMicrosoft: the order still stands.
            VendorRefused, VendorUnavailable: Microsoft does not show the order.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if done:
            return
        licence = asset.require_licence()
        self._perpetual_ids.look(asset)
        if not asset.is_canceled:
            raise NotCancelledAtMicrosoft(licence.order_id, licence.line)
