"""A command that comes again because its answer was lost (B1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from application.context import current_cause
from application.ports.ledger import EventLog, Recorded
from core.kernel.aggregate import Aggregate, begins, fold
from core.kernel.errors import NotFound

A = TypeVar("A", bound=Aggregate)
Done = tuple[Recorded, ...]


def already_done(log: EventLog, stream: UUID) -> Done:
    """What the running command, under its id, wrote to a stream before; nothing the first time.

    Whoever repeats a command that cannot be decided twice gives the same command id again.
    """
    return _by_this_command(log.stream(stream))


def resumed(log: EventLog, kind: type[A], id: UUID) -> tuple[A, Done]:
    """The aggregate in its current state, and what the running command wrote to it before: one
    read for both.

    Raises:
        NotFound: no such aggregate.
    """
    story = log.stream(id)
    history = [recorded.event for recorded in story]
    if not begins(kind, history):
        raise NotFound(kind.KIND, str(id))
    return fold(kind, history), _by_this_command(story)


def _by_this_command(story: Sequence[Recorded]) -> Done:
    command = current_cause().command_id
    return tuple(each for each in story if each.metadata.command_id == command)
