"""Holding what one works on, so that other processes turn to something else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from application.ports.clock import Clock
from application.ports.leases import Lease, Leases, Rest

_LONGEST = timedelta(minutes=10)
"""A hold that lasts longer hangs; others may try."""


@dataclass(frozen=True)
class HoldTerms:
    """`holder` names this process among all that share the database.

    A lease lasts for `seconds`, so that a dead holder's work is taken over within a minute. One
    answer of Microsoft's may take 35 s, and a read's four tries longer: whoever works on renews
    meanwhile.
    """

    holder: str
    seconds: float = 45.0

    @property
    def renew_every(self) -> float:
        """Seconds; two renewals may fail before the lease is lost."""
        return self.seconds / 3


class Hold:
    """One held subject; it is given back at the end, or put aside before."""

    def __init__(self, subject: UUID, terms: HoldTerms, leases: Leases, since: datetime) -> None:
        self.subject = subject
        self.since = since
        self._terms = terms
        self._leases = leases

    def renew(self) -> bool:
        """Hold it on; False: somebody else took it over, and the ledger decides between us."""
        return self._leases.renew(self.subject, self._terms.holder, self._terms.seconds)

    def put_aside(self, rest: Rest) -> None:
        self._leases.put_aside(self.subject, self._terms.holder, rest)

    def give_back(self) -> None:
        """Nothing happens when it was put aside, or lost."""
        self._leases.give_back(self.subject, self._terms.holder)


class WorkLeases:
    """What this process holds; any number of threads."""

    def __init__(self, leases: Leases, clock: Clock, terms: HoldTerms) -> None:
        self.terms = terms
        self._leases = leases
        self._clock = clock
        self._numbers = count(1)
        self._held: dict[str, Hold] = {}

    @contextmanager
    def held(self, subject: UUID) -> Iterator[Hold | None]:
        """Hold the subject until the end of the block; None: somebody else does."""
        holder = f"{self.terms.holder}/{next(self._numbers)}"
        if not self._leases.take(subject, holder, self.terms.seconds):
            yield None
            return
        terms = replace(self.terms, holder=holder)
        hold = self._held[holder] = Hold(subject, terms, self._leases, self._clock.now())
        try:
            yield hold
        finally:
            del self._held[holder]
            hold.give_back()

    def all(self) -> tuple[Lease, ...]:
        """What all processes hold, or have put aside."""
        return self._leases.all()

    def forget(self, subject: UUID) -> None:
        """Drop the rest of a subject that nobody holds."""
        self._leases.forget(subject)

    def renew(self) -> None:
        """Whatever is at work in this process is still at work."""
        oldest = self._clock.now() - _LONGEST
        for hold in tuple(self._held.values()):
            if hold.since >= oldest:
                hold.renew()
