"""Whether the ledger's guard let Perpetua buy then (D33, B24)."""

from __future__ import annotations

from uuid import UUID

from application.debugging.rehearsal import RehearsalLedger
from core.epoch.epoch import Epoch
from core.ids import THE_EPOCH


class RehearsalGuard:
    """Of BuyingGuard what the decisions ask; it neither looks for the ledger nor marks it."""

    def __init__(self, ledger: RehearsalLedger) -> None:
        self._ledger = ledger

    def require(self, asset_id: UUID) -> None:
        """
        Raises:
            BuyingIsPaused: it was paused then.
        """
        self.require_buying()

    def require_buying(self) -> Epoch:
        """
        Raises:
            BuyingIsPaused: it was paused then.
        """
        epoch = self._ledger.get(Epoch, THE_EPOCH)
        epoch.require_buying()
        return epoch
