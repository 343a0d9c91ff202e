"""An operator lets Perpetua buy again, after a clean comparison with Microsoft (D33, B24)."""

from __future__ import annotations

from pydantic import Field

from application.already_done import already_done
from application.epoch.buying_guard import BuyingGuard
from application.epoch.clean_reconciliations import CleanReconciliations
from application.epoch.sightings import Sightings
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.epoch.errors import NotReconciled
from core.epoch.events import BuyingResumed
from core.ids import THE_EPOCH


class ResumeBuying(Command[None]):
    """`reason` is kept in the history."""

    roles = OPERATORS
    reason: str = Field(min_length=3)


class ResumeBuyingHandler:
    def __init__(
        self,
        ledger: Ledger,
        log: EventLog,
        clock: Clock,
        guard: BuyingGuard,
        sightings: Sightings,
        reconciled: CleanReconciliations,
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._guard = guard
        self._sightings = sightings
        self._reconciled = reconciled

    def __call__(self, command: ResumeBuying) -> None:
        """What a pause was stored for counts from then on: a clean comparison of a restored
        ledger must be newer than the moment at which the restore was noticed.

        Raises:
            BuyingNotPaused: there is nothing to resume.
            NotReconciled: an instance with assets has no clean reconciliation that counts.
            EpochNotBegun: the ledger must be upgraded first.
        """
        done = already_done(self._log, THE_EPOCH)
        if any(isinstance(each.event, BuyingResumed) for each in done):
            return
        epoch = self._guard.watch()
        pause = epoch.require_pause()
        found = self._reconciled.after(pause)
        if missing := [name for name, clean in found.items() if clean is None]:
            raise NotReconciled(missing, count_from=self._reconciled.count_from(pause))
        epoch.resume(
            self._sightings.now(epoch.number),
            tuple(each for each in found.values() if each is not None),
            at=self._clock.now(),
        )
        self._ledger.save(epoch)
