"""The history tells who put which back-up in the place of the database (B11, D33)."""

from __future__ import annotations

from application.already_done import already_done
from application.context import current_cause
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import Role
from core.audit.operations import Restoration
from core.ids import OperationId


class RecordRestoration(Command[None]):
    """`file` is the name of the back-up; `events` and `last_position` are its content."""

    roles = frozenset({Role.OPERATOR, Role.ENGINEER})
    file: str
    events: int
    last_position: int


class RecordRestorationHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: RecordRestoration) -> None:
        id = OperationId(current_cause().command_id)
        if not already_done(self._log, id):
            self._ledger.save(Restoration.of(id, at=self._clock.now(), **dict(command)))
