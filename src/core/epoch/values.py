"""Where a ledger is seen, and why it does not buy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Sighting:
    """The place where the ledger lies now, and what was witnessed of it there.

    `epoch` is the latest one that was witnessed, 0 for none; `complete` is False when an event
    that the ledger held before a purchase is not in it any more.
    """

    identity: str
    epoch: int
    complete: bool


class PauseCause(StrEnum):
    BY_HAND = "by-hand"
    ELSEWHERE = "elsewhere"
    """The database is a copy, or lies at another place than before."""
    BEHIND = "behind"
    """It lies where it lay, and has lost events: an older state was put in its place."""


@dataclass(frozen=True)
class Pause:
    """`since` is in UTC: when it was decided, or noticed."""

    cause: PauseCause
    reason: str
    since: datetime
