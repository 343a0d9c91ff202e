"""Say of findings that they are as they should be: bought by hand, for somebody else (D33)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from application.asset.cancellation.why import Why
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import OPERATORS
from core.reconciliation.reconciliation import Reconciliation


class AcceptFindings(Command[None]):
    """Nothing changes at Microsoft or on any asset; later runs are clean of the same findings."""

    roles = OPERATORS
    reconciliation_id: UUID
    findings: tuple[int, ...] = Field(min_length=1)
    reason: Why


class AcceptFindingsHandler:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def __call__(self, command: AcceptFindings) -> None:
        """
        Raises:
            NotFound: no such reconciliation, or none of its findings has that number.
        """
        run = self._ledger.get(Reconciliation, command.reconciliation_id)
        for number in command.findings:
            run.accept(number, at=self._clock.now())
        self._ledger.save(run)
