"""An operator pauses everything that buys or cancels at Microsoft (D33)."""

from __future__ import annotations

from pydantic import Field

from application.already_done import already_done
from application.epoch.buying_guard import BuyingGuard
from application.epoch.sightings import Sightings
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger, Recorded
from application.principal import OPERATORS
from core.epoch.events import BuyingPaused
from core.epoch.values import PauseCause
from core.ids import THE_EPOCH


class PauseBuying(Command[None]):
    """`reason` is kept, and told to everybody whose asset waits."""

    roles = OPERATORS
    reason: str = Field(min_length=3)


class PauseBuyingHandler:
    def __init__(
        self,
        ledger: Ledger,
        log: EventLog,
        clock: Clock,
        guard: BuyingGuard,
        sightings: Sightings,
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._guard = guard
        self._sightings = sightings

    def __call__(self, command: PauseBuying) -> None:
        """
        Raises:
            BuyingIsPaused: it is already; EpochNotBegun: the ledger must be upgraded first.
        """
        if any(_by_hand(each) for each in already_done(self._log, THE_EPOCH)):
            return
        epoch = self._guard.watch()
        sighting = self._sightings.now(epoch.number)
        epoch.pause_by_hand(command.reason, sighting, at=self._clock.now())
        self._ledger.save(epoch)


def _by_hand(recorded: Recorded) -> bool:
    event = recorded.event
    return isinstance(event, BuyingPaused) and event.cause == PauseCause.BY_HAND
