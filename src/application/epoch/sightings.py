"""Looking where the ledger lies, and whether it still holds what it held there (D33)."""

from __future__ import annotations

from application.ports.ledger import EventLog
from application.ports.ledger_home import Landmark, LedgerHome
from core.epoch.values import Sighting


class Sightings:
    def __init__(self, log: EventLog, home: LedgerHome) -> None:
        self._log = log
        self._home = home

    def now(self, epoch: int) -> Sighting:
        """The ledger as it is seen now; landmarks of epochs before `epoch` are superseded."""
        landmark = self._home.landmark()
        return Sighting(
            identity=self._home.identity(),
            epoch=landmark.epoch if landmark else 0,
            complete=landmark is None or landmark.epoch < epoch or self._holds(landmark),
        )

    def _holds(self, landmark: Landmark) -> bool:
        found = self._log.page(landmark.position - 1, 1)
        return any(
            (each.position, each.metadata.command_id) == (landmark.position, landmark.command_id)
            for each in found
        )
