"""Begin the ledger's first epoch, or notice that the ledger is not where it was (D33, B24)."""

from __future__ import annotations

from application.epoch.buying_guard import BuyingGuard
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.ports.ledger_home import LedgerHome
from application.principal import Role
from core.epoch.epoch import Epoch
from core.ids import THE_EPOCH


class WatchLedger(Command[None]):
    """Sent by `perpetua db upgrade`, when a server or worker starts, and before a command of the
    CLI changes something."""

    roles = frozenset({Role.SYSTEM})


class WatchLedgerHandler:
    def __init__(
        self, ledger: Ledger, log: EventLog, clock: Clock, home: LedgerHome, guard: BuyingGuard
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._home = home
        self._guard = guard

    def __call__(self, command: WatchLedger) -> None:
        """A ledger that has an epoch never gets another one here: it may be a copy.

        One without may be a backup from before there were epochs: where its place remembers a
        later state, it begins its epoch and is paused.
        """
        if self._ledger.find(Epoch, THE_EPOCH) is None:
            self._ledger.save(self._first())
        self._guard.watch()

    def _first(self) -> Epoch:
        landmark = self._home.landmark()
        witnessed = landmark.epoch if landmark else 0
        empty = self._log.end() == 0
        return Epoch.write_down(
            number=witnessed + 1 if empty else max(witnessed, 1),
            identity=self._home.identity(),
            why="a new ledger" if empty else "the first upgrade to a Perpetua with epochs",
            at=self._clock.now(),
        )
