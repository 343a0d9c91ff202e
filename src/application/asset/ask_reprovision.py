"""Ask what re-provisioning a failed asset would buy; nothing happens yet (S13, S29)."""

from __future__ import annotations

from uuid import UUID

from application.asset.challenge import Challenge, Challenges
from application.messages import Query
from application.ports.ledger import Ledger
from application.principal import OPERATORS, Principal
from core.asset.asset import Asset


class AskReprovision(Query[Challenge]):
    roles = OPERATORS
    asset_id: UUID


class AskReprovisionHandler:
    def __init__(self, ledger: Ledger, challenges: Challenges) -> None:
        self._ledger = ledger
        self._challenges = challenges

    def __call__(self, query: AskReprovision, by: Principal) -> Challenge:
        """
        Raises:
            Refused: as `Challenges.of` says.
        """
        return self._challenges.of(self._ledger.get(Asset, query.asset_id))
