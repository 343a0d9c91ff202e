"""The hash chain and its heads in memory, kept up and signed by somebody else all the time."""

from __future__ import annotations

from application.ports.clock import Clock
from application.ports.heads import Head
from application.ports.ledger import EventLog
from application.ports.ledger_chain import ChainPoint


class MemoryChain:
    """As much of LedgerChain as findings need; `position` set: it stands there."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self.position: int | None = None
        self.hash = "aa"

    def end(self) -> ChainPoint:
        position = self._log.end() if self.position is None else self.position
        return ChainPoint(position, self.hash, position)

    def at(self, position: int) -> ChainPoint | None:
        return ChainPoint(position, self.hash, position)


class MemoryHeads:
    """As much of Heads as findings need; without a `head` of a test's own the end is signed."""

    def __init__(self, chain: MemoryChain, clock: Clock) -> None:
        self._chain = chain
        self._clock = clock
        self.head: Head | None = None
        self.is_signed = True

    def sign(self) -> None:
        """Sign the end now, and nothing afterwards."""
        self.head, self.is_signed = self._signed(), False

    def latest(self) -> Head | None:
        return self._signed() if self.is_signed else self.head

    def _signed(self) -> Head:
        end = self._chain.end()
        return Head(end.position, end.hash, end.events, self._clock.now(), "", "")
