"""The epoch of a ledger: it buys while it stays where it is and has lost nothing (D33, B24)."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatchmethod
from typing import Self
from uuid import UUID

from core.epoch.errors import BuyingIsPaused, BuyingNotPaused
from core.epoch.events import BuyingPaused, BuyingResumed, EpochBegan
from core.epoch.values import Pause, PauseCause, Sighting
from core.ids import THE_EPOCH
from core.kernel.aggregate import Aggregate, first
from core.kernel.event import Event

_ELSEWHERE = "this database is a copy, or was restored or moved: it lies at {} and not at {}."
_BEHIND = "this database lacks events that it held before a purchase: an older one was restored."


class Epoch(Aggregate, born_by=EpochBegan):
    """One per ledger. `number` counts the places and states that an operator vouched for."""

    number: int
    identity: str
    pause: Pause | None
    _noticed_at: str | None

    @classmethod
    def write_down(cls, *, number: int, identity: str, why: str, at: datetime) -> Self:
        """The ledger's first; a ledger that has an epoch never gets another one this way."""
        began = EpochBegan(*first(THE_EPOCH, at), epoch=number, identity=identity, why=why)
        return cls.born(began)

    def doubt(self, sighting: Sighting) -> PauseCause | None:
        """What speaks against buying at the place where the ledger is seen now."""
        if sighting.identity != self.identity:
            return PauseCause.ELSEWHERE
        if sighting.epoch > self.number or not sighting.complete:
            return PauseCause.BEHIND
        return None

    def notice(self, sighting: Sighting, *, at: datetime) -> None:
        """Pause where there is a doubt; once for each place where the ledger is seen."""
        cause = self.doubt(sighting)
        if cause is None or self._noticed_at == sighting.identity:
            return
        elsewhere = _ELSEWHERE.format(sighting.identity, self.identity)
        self._pause(cause, _BEHIND if cause is PauseCause.BEHIND else elsewhere, sighting, at)

    def pause_by_hand(self, reason: str, sighting: Sighting, *, at: datetime) -> None:
        """
        Raises:
            BuyingIsPaused: it is already.
        """
        self.require_buying()
        self._pause(PauseCause.BY_HAND, reason, sighting, at)

    def require_buying(self) -> None:
        """
        Raises:
            BuyingIsPaused: nothing may be bought or cancelled at Microsoft.
        """
        if self.pause:
            raise BuyingIsPaused.because_of(self.pause)

    def require_pause(self) -> Pause:
        """
        Raises:
            BuyingNotPaused: there is nothing to resume.
        """
        if self.pause is None:
            raise BuyingNotPaused("Buying is not paused.")
        return self.pause

    def resume(
        self, sighting: Sighting, reconciliations: tuple[UUID, ...], *, at: datetime
    ) -> None:
        """Vouch for the ledger as it is, where it is; after a doubt that begins a new epoch.

        Raises:
            BuyingNotPaused: there is nothing to resume.
        """
        self.require_pause()
        doubted = self._noticed_at is not None or self.doubt(sighting) is not None
        self.record(
            BuyingResumed(
                *self.next(at),
                epoch=max(self.number, sighting.epoch) + 1 if doubted else self.number,
                identity=sighting.identity,
                reconciliations=reconciliations,
            )
        )

    def _pause(self, cause: PauseCause, reason: str, sighting: Sighting, at: datetime) -> None:
        self.record(
            BuyingPaused(
                *self.next(at),
                cause=cause,
                reason=reason,
                identity_known=self.identity,
                identity_seen=sighting.identity,
            )
        )

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: EpochBegan) -> None:
        self.number = event.epoch
        self.identity = event.identity
        self.pause = None
        self._noticed_at = None

    @when.register
    def _(self, event: BuyingPaused) -> None:
        cause = PauseCause(event.cause)
        self.pause = Pause(cause, event.reason, event.timestamp)
        if cause is not PauseCause.BY_HAND:
            self._noticed_at = event.identity_seen

    @when.register
    def _(self, event: BuyingResumed) -> None:
        self.number = event.epoch
        self.identity = event.identity
        self.pause = None
        self._noticed_at = None
