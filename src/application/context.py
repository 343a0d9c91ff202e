"""Who is behind the command that runs now, so that the ledger can write it down (B11)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Cause:
    """Actor, channel and ids of the running command, as events keep them; see `Metadata`."""

    actor: str
    role: str
    channel: str
    command_id: UUID
    correlation_id: UUID
    causation_id: str | None
    reason: str | None


_current: ContextVar[Cause] = ContextVar("cause")
_account: ContextVar[UUID | None] = ContextVar("account", default=None)


def current_cause() -> Cause:
    """
    Raises:
        LookupError: no command is running; nothing may be saved outside one.
    """
    return _current.get()


def current_account() -> UUID | None:
    """Account of the reseller or customer who acts; None for everybody else."""
    return _account.get()


@contextmanager
def because_of(cause: Cause, *, account: UUID | None = None) -> Iterator[None]:
    """Everything saved inside is written down with this cause."""
    cause_before, account_before = _current.set(cause), _account.set(account)
    try:
        yield
    finally:
        _current.reset(cause_before)
        _account.reset(account_before)
