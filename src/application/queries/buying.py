"""Whether this ledger buys, where it lies, and what is missing until it buys again (D33)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from application.epoch.clean_reconciliations import CleanReconciliations
from application.epoch.sightings import Sightings
from application.messages import Query
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import STAFF, Principal
from application.queries.finding import ERROR, Finding
from core.epoch.epoch import Epoch
from core.epoch.errors import BuyingIsPaused, EpochNotBegun
from core.epoch.values import Sighting
from core.ids import THE_EPOCH


@dataclass(frozen=True)
class Buying:
    """`epoch` is 0 and `identity_known` None for a ledger of an older Perpetua.

    `paused_since` is in UTC, None while a doubt is not stored yet: the next purchase, or a server
    or worker that starts, stores it. `unreconciled` names the instances with assets that have no
    clean reconciliation begun at `reconciled_from` (UTC) or later: what a lost state of the ledger
    bought is shown by Microsoft after a while only (D17).
    """

    allowed: bool
    epoch: int
    identity_known: str | None
    identity_seen: str
    cause: str | None
    paused_since: datetime | None
    reconciled_from: datetime | None
    message: str | None
    advice: str | None
    unreconciled: tuple[str, ...]


class ShowBuying(Query[Buying]):
    roles = STAFF


class BuyingState:
    """Looks, and writes nothing."""

    def __init__(
        self, ledger: Ledger, clock: Clock, sightings: Sightings, reconciled: CleanReconciliations
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._sightings = sightings
        self._reconciled = reconciled

    def now(self) -> Buying:
        epoch = self._ledger.find(Epoch, THE_EPOCH)
        sighting = self._sightings.now(epoch.number if epoch else 0)
        if epoch is None:
            return _paused(None, sighting, EpochNotBegun())
        stored = epoch.pause
        epoch.notice(sighting, at=self._clock.now())
        if epoch.pause is None:
            return _allowed(epoch, sighting)
        found = self._reconciled.after(epoch.pause)
        return replace(
            _paused(epoch, sighting, BuyingIsPaused.because_of(epoch.pause)),
            paused_since=epoch.pause.since if stored == epoch.pause else None,
            reconciled_from=self._reconciled.count_from(epoch.pause),
            unreconciled=tuple(name for name, clean in found.items() if clean is None),
        )

    def findings(self) -> Iterator[Finding]:
        """The pause, for whoever asks what needs somebody."""
        now = self.now()
        if not now.allowed:
            yield Finding(ERROR, "buying", now.message or "", now.advice or "")


class ShowBuyingHandler:
    def __init__(self, state: BuyingState) -> None:
        self._state = state

    def __call__(self, query: ShowBuying, by: Principal) -> Buying:
        return self._state.now()


def _allowed(epoch: Epoch, sighting: Sighting) -> Buying:
    return replace(_seen(epoch, sighting), allowed=True)


def _paused(epoch: Epoch | None, sighting: Sighting, refusal: BuyingIsPaused) -> Buying:
    return replace(_seen(epoch, sighting), message=refusal.message, advice=refusal.advice)


def _seen(epoch: Epoch | None, sighting: Sighting) -> Buying:
    return Buying(
        allowed=False,
        epoch=epoch.number if epoch else 0,
        identity_known=epoch.identity if epoch else None,
        identity_seen=sighting.identity,
        cause=epoch.pause.cause if epoch and epoch.pause else None,
        paused_since=None,
        reconciled_from=None,
        message=None,
        advice=None,
        unreconciled=(),
    )
