"""A moment of the past as people ask for it, and where in the ledger the answer stands (D34)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from application.past.streams import in_utc
from application.ports.ledger import EventLog, Recorded
from core.kernel.errors import Invalid

R = TypeVar("R")


@dataclass(frozen=True)
class AsOf:
    """Where in the ledger an answer stands; `time` is that of the thing's last event by then."""

    position: int
    version: int
    time: datetime


@dataclass(frozen=True)
class WasThen(Generic[R]):
    """A thing as it was."""

    was: R
    as_of: AsOf


@dataclass(frozen=True)
class PastMoment:
    """A time with zone, or a version of one thing, counted from 1: one of both."""

    at: datetime | None
    version: int | None

    def position(self, log: EventLog) -> int | None:
        """Where the ledger stood at the time; None for a version.

        Raises:
            Invalid: a time without zone, or not one of both.
        """
        if (self.at is None) is (self.version is None):
            raise Invalid("Ask for a time or for a version, not for both.")
        return None if self.at is None else log.position_at(in_utc(self.at))

    def story(self, whole: Sequence[Recorded], position: int | None) -> Sequence[Recorded]:
        """What of a thing's events had happened.

        Raises:
            Invalid: the thing has no such version.
        """
        if position is not None:
            return [each for each in whole if each.position <= position]
        if self.version is None or not 1 <= self.version <= len(whole):
            raise Invalid(f"There are the versions 1 to {len(whole)}, not {self.version}.")
        return whole[: self.version]
