"""What an operator should look at in the hash chain and its signed heads (B4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from application.ports.clock import Clock
from application.ports.heads import Head, Heads
from application.ports.ledger import EventLog
from application.ports.ledger_chain import ChainPoint, LedgerChain
from application.processes.daily_heads import EVERY
from application.queries.finding import ERROR, NOTICE, Finding

_STILL = timedelta(minutes=5)
"""Whoever writes an event chains it at once; another process does after a crash."""
_VERIFY = "Find the position: perpetua audit verify. After a restore: docs/backup-and-restore.md."


class ChainFindings:
    """Cheap looks only: `audit verify` reads every event."""

    def __init__(self, chain: LedgerChain, heads: Heads, log: EventLog, clock: Clock) -> None:
        self._chain = chain
        self._heads = heads
        self._log = log
        self._clock = clock

    def all(self) -> Iterator[Finding]:
        end, head, now = self._chain.end(), self._heads.latest(), self._clock.now()
        if wrong := self._contradiction(end, head):
            yield Finding(ERROR, "hash chain", wrong, _VERIFY)
        elif self._waits_since(end.position, now) > _STILL:
            yield Finding(
                ERROR,
                "hash chain",
                f"It stands still at position {end.position}: its last row was changed.",
                _VERIFY,
            )
        if self._waits_since(head.position if head else 0, now) > EVERY:
            yield Finding(
                NOTICE,
                "signed heads",
                f"{_last_signed(head)}, and there are events older than a day since.",
                "perpetua serve and perpetua worker sign daily; or now: perpetua audit head",
            )

    def _contradiction(self, end: ChainPoint, head: Head | None) -> str | None:
        """The chain against where the ledger ends, and against the latest head."""
        ledger = self._log.end()
        if end.position > ledger:
            return (
                f"It goes on to position {end.position}, and the ledger ends at {ledger}: events "
                "were deleted, or restored from an older copy without their chain."
            )
        if head and head.position > end.position:
            return f"A head was signed for position {head.position}, which is missing."
        if head and self._chain.at(head.position) != head.point:
            return f"The head signed for position {head.position} vouches for other events."
        return None

    def _waits_since(self, position: int, now: datetime) -> timedelta:
        """How long ago the first event behind a position was decided."""
        behind = self._log.page(position, 1)
        return now - behind[0].metadata.time if behind else timedelta()


def _last_signed(head: Head | None) -> str:
    return f"The last was signed at {head.time:%Y-%m-%d %H:%M}Z" if head else "None was signed yet"
