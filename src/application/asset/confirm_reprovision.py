"""Continue: the confirmed intent to buy a failed asset's licence again (S13, S14, S30)."""

from __future__ import annotations

from uuid import UUID

from application.already_done import resumed
from application.asset.challenge import Challenges
from application.asset.probe import require_no
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.asset.asset import Asset
from core.asset.errors import ChallengeOutdated, LossNotAccepted


class ConfirmReprovision(Command[None]):
    """`token` is the challenge's; a cost above the sold price needs `accept_loss` (D12)."""

    roles = OPERATORS
    asset_id: UUID
    token: str
    accept_loss: bool = False


class ConfirmReprovisionHandler:
    """Stores the intent only; provisioning the asset is the next command (D4)."""

    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock, challenges: Challenges) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._challenges = challenges

    def __call__(self, command: ConfirmReprovision) -> None:
        """
        Raises:
            ChallengeOutdated: the asset or its cost changed since the question.
            CandidatesOpen: Microsoft shows purchases that may be the asset's already (D16).
            LossNotAccepted: today's cost is above the sold price.
            NotFailed, OutcomeStillUnknown: there is nothing to buy again.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if done:
            return
        challenge = self._challenges.of(asset)
        if command.token != challenge.token:
            raise ChallengeOutdated(str(asset.id))
        require_no(challenge.candidates, asset)
        if challenge.loss and not command.accept_loss:
            raise LossNotAccepted(str(challenge.sold_for), str(challenge.cost_today))
        asset.begin_reprovision(at=self._clock.now())
        self._ledger.save(asset)
