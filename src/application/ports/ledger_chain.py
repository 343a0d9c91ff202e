"""The hash chain over the ledger: what makes a change of the past visible (B4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from application.ports.progress import Progress


@dataclass(frozen=True)
class ChainPoint:
    """The chain up to and with the event at `position`: its hash in hex, and how many events.

    Position and events are 0 where nothing is chained.
    """

    position: int
    hash: str
    events: int


class LedgerChain(Protocol):
    """A hash per event over the stored bytes of it and of all before it, in ledger order."""

    def end(self) -> ChainPoint:
        """How far the chain has come."""
        ...

    def at(self, position: int) -> ChainPoint | None:
        """What the chain says of an event; None when it knows none at that position."""
        ...

    def first_behind(self, position: int) -> int | None:
        """Position of the first event that the chain knows behind a position."""
        ...

    def first_bad_position(self, progress: Progress) -> int | None:
        """Where the stored events and the chain first disagree; None when they agree.

        Reads every event that is chained when it begins. It is the position of the event that was
        changed, taken away, or put in between.
        """
        ...

    def line(self, position: int) -> bytes | None:
        """One stored event as `lines` tells it, chained or not yet; None where there is none."""
        ...

    def lines(self, progress: Progress) -> Iterator[bytes]:
        """Every chained event as a line of JSON: position, stream, version, topic, state, hash.

        `state` is the exact stored text; bytes that are no UTF-8 are escaped as Python's
        surrogateescape does. A field that is not stored as it should be is null.
        """
        ...
