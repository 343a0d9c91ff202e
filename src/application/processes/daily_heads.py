"""Each day the ledger's head is signed, so that yesterday cannot be rewritten today (B4, B13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from application.audit.sign_head import SignHead
from application.bus import Bus, Origin
from application.ports.clock import Clock
from application.ports.heads import Heads
from application.ports.jobs import Job
from application.ports.ledger_chain import LedgerChain
from application.principal import WORKER
from core.ids import THE_LEDGER

EVERY = timedelta(hours=24)


class DailyHeads:
    """Due when the latest head is a day old, or none was signed, and something happened since.

    A head that somebody asked for counts as well.
    """

    kind = "daily-head"

    def __init__(self, chain: LedgerChain, heads: Heads, bus: Bus, clock: Clock) -> None:
        self._chain = chain
        self._heads = heads
        self._bus = bus
        self._clock = clock

    def due(self, at: datetime) -> Iterator[Job]:
        """One job for the whole ledger."""
        if self._is_due(at):
            yield Job(self.kind, THE_LEDGER, f"{at:%Y-%m-%d}")

    def run(self, job: Job) -> None:
        """What was signed meanwhile, by whomever, is not signed again.

        Raises:
            Refused: as `SignHead` says.
        """
        if self._is_due(self._clock.now()):
            origin = Origin(WORKER, "worker", reason=f"Daily head of {job.period}")
            self._bus.send(SignHead(), origin)

    def _is_due(self, at: datetime) -> bool:
        latest = self._heads.latest()
        if latest and latest.time > at - EVERY:
            return False
        return self._chain.end().position > (latest.position if latest else 0)
