"""Asked before every call to Microsoft that may buy or cancel (D33, B24)."""

from __future__ import annotations

from uuid import UUID

from application.epoch.sightings import Sightings
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.ports.ledger_home import Landmark, LedgerHome
from core.epoch.epoch import Epoch
from core.epoch.errors import EpochNotBegun
from core.ids import THE_EPOCH


class BuyingGuard:
    """Reading at Microsoft, recording orders and confirming what was bought go on while it says no.

    Orders may be executed and re-provisions confirmed: that stores what people want, and buys
    nothing. Their assets wait in progress, and go on by themselves once an operator resumes.
    """

    def __init__(
        self, ledger: Ledger, log: EventLog, clock: Clock, home: LedgerHome, sightings: Sightings
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._home = home
        self._sightings = sightings

    def require(self, asset_id: UUID) -> None:
        """Allow a call that buys or cancels; the asset's last event becomes the landmark.

        A ledger that holds the landmark holds all that was bought before it, or the cart from
        which it was bought: a ledger is only ever restored to a beginning of itself.

        Raises:
            BuyingIsPaused, VersionConflict: as for `require_buying`.
            WitnessFailed: no landmark can be kept.
        """
        epoch = self.require_buying()
        *_, last = self._log.stream(asset_id)
        self._home.remember(Landmark(epoch.number, last.position, last.metadata.command_id))

    def require_buying(self) -> Epoch:
        """Allow a call that prepares a purchase.

        Raises:
            BuyingIsPaused: the asset waits; when it was the guard that noticed, that is stored.
            EpochNotBegun, VersionConflict: as for `watch`.
        """
        epoch = self.watch()
        epoch.require_buying()
        return epoch

    def watch(self) -> Epoch:
        """Look whether the ledger is where it was, and store a pause when it is not.

        Raises:
            EpochNotBegun: an older Perpetua made the ledger; `perpetua db upgrade` begins one.
            VersionConflict: another process noticed the same first.
        """
        epoch = self._ledger.find(Epoch, THE_EPOCH)
        if epoch is None:
            raise EpochNotBegun
        epoch.notice(self._sightings.now(epoch.number), at=self._clock.now())
        self._ledger.save(epoch)
        return epoch
