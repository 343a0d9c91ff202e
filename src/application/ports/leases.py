"""Who works on what: a hint that keeps processes out of each other's way; the ledger decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Rest:
    """Why no worker looks at a subject before `until`, in UTC.

    The last `looks` ended in the same `state`; `trouble` says in words what is wrong, if anything.
    """

    until: datetime
    state: str
    looks: int
    trouble: str | None


@dataclass(frozen=True)
class Lease:
    """What is known of a subject; `holder` is None while nobody works on it."""

    subject: UUID
    holder: str | None
    until: datetime
    rest: Rest | None

    def is_held(self, now: datetime) -> bool:
        """Whether somebody works on it at a UTC time."""
        return self.holder is not None and self.until > now

    def keeps_away(self, now: datetime) -> bool:
        """Whether a worker has to leave it alone at a UTC time: it is held, or it rests."""
        return self.is_held(now) or (self.rest is not None and self.rest.until > now)


class Leases(Protocol):
    """Shared by all processes; times are those of the Clock.

    A lease that ran out is anybody's: its holder died, or was too slow.
    """

    def take(self, subject: UUID, holder: str, seconds: float) -> bool:
        """Hold a subject that nobody holds, for so many seconds; False: somebody does."""
        ...

    def renew(self, subject: UUID, holder: str, seconds: float) -> bool:
        """Hold it for so many seconds from now; False: it is lost."""
        ...

    def give_back(self, subject: UUID, holder: str) -> None:
        """Hold it no longer; all is well, and an earlier rest is forgotten."""
        ...

    def put_aside(self, subject: UUID, holder: str, rest: Rest) -> None:
        """Hold it no longer; workers leave it alone for a while."""
        ...

    def forget(self, subject: UUID) -> None:
        """Drop the rest of a subject that nobody holds."""
        ...

    def all(self) -> tuple[Lease, ...]:
        """Every subject that is held or was put aside."""
        ...
