"""A command that comes again because its answer was lost (B1)."""

from __future__ import annotations

from uuid import UUID

from application.context import current_cause
from application.ports.ledger import EventLog, Recorded


def already_done(log: EventLog, stream: UUID) -> tuple[Recorded, ...]:
    """What the running command, under its id, wrote to a stream before; nothing the first time.

    Whoever repeats a command that cannot be decided twice gives the same command id again.
    """
    command = current_cause().command_id
    return tuple(each for each in log.stream(stream) if each.metadata.command_id == command)
