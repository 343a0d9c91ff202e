"""Write down that the ledger was checked, and what was found (B3, B4)."""

from __future__ import annotations

from uuid import UUID

from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import Role
from core.audit.check import CheckResult, LedgerCheck
from core.ids import LedgerCheckId


class RecordLedgerCheck(Command[None]):
    """`new_id` names the check: written down twice, it is there once."""

    roles = frozenset({Role.OPERATOR, Role.SYSTEM})
    new_id: UUID
    result: CheckResult


class RecordLedgerCheckHandler:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def __call__(self, command: RecordLedgerCheck) -> None:
        identity = LedgerCheckId(command.new_id)
        if self._ledger.find(LedgerCheck, identity) is None:
            check = LedgerCheck.of(identity, command.result, at=self._clock.now())
            self._ledger.save(check)
