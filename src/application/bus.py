"""Every command and query goes through here: access, cause, retries, and up-to-date reads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from application.access import Access
from application.audit.accesses import AuditAccesses
from application.context import Cause, because_of
from application.conversations import ConversationRecorder
from application.messages import Command, Message, Query, RecordedQuery
from application.ports.database_away import DatabaseAway
from application.ports.ids import Ids
from application.ports.ledger import VersionConflict
from application.principal import Principal

R = TypeVar("R")
_TRIES = 5


@dataclass(frozen=True)
class Origin:
    """Where a command comes from. `causation_id` names the event that led to it, if one did.

    A caller who repeats a command gives the same `command_id` again.
    """

    principal: Principal
    channel: str
    reason: str | None = None
    command_id: UUID | None = None
    correlation_id: UUID | None = None
    causation_id: str | None = None


class Handlers(Protocol):
    """Finds the handler of a message."""

    def of(self, message: type[Any]) -> Callable[..., Any]: ...


class Projector(Protocol):
    """Keeps the read models up with the ledger."""

    def catch_up(self) -> None:
        """Project everything that the ledger holds now."""
        ...


class Bus:
    def __init__(
        self,
        handlers: Handlers,
        access: Access,
        ids: Ids,
        projector: Projector,
        recorder: ConversationRecorder,
        accesses: AuditAccesses,
    ) -> None:
        self._handlers = handlers
        self._access = access
        self._ids = ids
        self._projector = projector
        self._recorder = recorder
        self._accesses = accesses

    def send(self, command: Command[R], origin: Origin) -> R:
        """Run a command on what the ledger holds now; afterwards this process reads what it wrote.

        A version conflict runs the command again on the new state: commands are idempotent.

        Raises:
            Refused: as the handler says; nothing was written by a refused decision.
        """
        self._access.require(command, origin.principal)
        account = origin.principal.account_id
        cause = self._cause(command, origin)
        with because_of(cause, account=account), self._recorder.recording():
            self._projector.catch_up()
            try:
                return self._run(command)
            finally:
                with suppress(DatabaseAway):  # what was decided stands; others project it
                    self._projector.catch_up()

    def ask(self, query: Query[R], origin: Origin) -> R:
        """Answer from read models that stand where the ledger stands now.

        That audit data is read is stored before it is given (B11).

        Raises:
            Refused: as the handler says.
        """
        self._access.require(query, origin.principal)
        self._projector.catch_up()
        with self._recorder.recording():
            answer: R = self._handlers.of(type(query))(query, origin.principal)
        if isinstance(query, RecordedQuery):
            with because_of(self._cause(query, origin)):
                self._accesses.record(query, answer)
        return answer

    def require(self, message: Message[Any], origin: Origin) -> None:
        """Before work that is not waited for.

        Raises:
            Forbidden, NotFound: as `send` and `ask` would.
        """
        self._access.require(message, origin.principal)

    def _run(self, command: Command[R]) -> R:
        for _ in range(_TRIES - 1):
            try:
                return self._once(command)
            except VersionConflict:
                self._projector.catch_up()
        return self._once(command)

    def _once(self, command: Command[R]) -> R:
        result: R = self._handlers.of(type(command))(command)
        return result

    def _cause(self, message: Message[Any], origin: Origin) -> Cause:
        command_id = origin.command_id or self._ids.new()
        return Cause(
            actor=origin.principal.actor,
            role=origin.principal.role,
            channel=origin.channel,
            command_id=command_id,
            correlation_id=origin.correlation_id or command_id,
            causation_id=origin.causation_id,
            reason=origin.reason or getattr(message, "reason", None),
        )
