"""Who is behind the command that runs now, so that the ledger can write it down (B11)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Cause:
    """Actor, channel and ids of the running command; see `Metadata` for each.

    `account_id` is the reseller's or customer's who acts; it is not stored.
    """

    actor: str
    role: str
    channel: str
    command_id: UUID
    correlation_id: UUID
    causation_id: str | None
    reason: str | None
    account_id: UUID | None = None


_current: ContextVar[Cause] = ContextVar("cause")


def current_cause() -> Cause:
    """
    Raises:
        LookupError: no command is running; nothing may be saved outside one.
    """
    return _current.get()


@contextmanager
def because_of(cause: Cause) -> Iterator[None]:
    """Everything saved inside is written down with this cause."""
    token = _current.set(cause)
    try:
        yield
    finally:
        _current.reset(token)
