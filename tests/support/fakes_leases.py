"""Leases in memory, for all processes of a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import UUID

from application.ports.clock import Clock
from application.ports.leases import Lease, Rest


class MemoryLeases:
    """One table for every process that a test opens."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._leases: dict[UUID, Lease] = {}
        self._numbers = count(1)

    def processes(self) -> int:
        """The number of a new process."""
        return next(self._numbers)

    def take(self, subject: UUID, holder: str, seconds: float) -> bool:
        known = self._leases.get(subject)
        if known and known.is_held(self._clock.now()):
            return False
        until = self._clock.now() + timedelta(seconds=seconds)
        self._leases[subject] = Lease(subject, holder, until, known.rest if known else None)
        return True

    def renew(self, subject: UUID, holder: str, seconds: float) -> bool:
        mine = self._mine(subject, holder)
        if mine:
            until = self._clock.now() + timedelta(seconds=seconds)
            self._leases[subject] = replace(mine, until=until)
        return mine is not None

    def give_back(self, subject: UUID, holder: str) -> None:
        if self._mine(subject, holder):
            del self._leases[subject]

    def put_aside(self, subject: UUID, holder: str, rest: Rest) -> None:
        if mine := self._mine(subject, holder):
            self._leases[subject] = replace(mine, holder=None, rest=rest)

    def forget(self, subject: UUID) -> None:
        known = self._leases.get(subject)
        if known and not known.is_held(self._clock.now()):
            del self._leases[subject]

    def all(self) -> tuple[Lease, ...]:
        return tuple(self._leases.values())

    def _mine(self, subject: UUID, holder: str) -> Lease | None:
        known = self._leases.get(subject)
        return known if known and known.holder == holder else None
