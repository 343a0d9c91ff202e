"""What happens to a ledger's right to buy."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.kernel.event import Birth, Event


@dataclass(frozen=True)
class EpochBegan(Birth):
    """The ledger's first epoch that is written down; `identity` names the place where it lies."""

    TOPIC = "ledger.epoch-began.v1"
    epoch: int
    identity: str
    why: str


@dataclass(frozen=True)
class BuyingPaused(Event):
    """`cause` is a `PauseCause`; `reason` says it in words, an operator's own or the guard's."""

    TOPIC = "ledger.buying-paused.v1"
    cause: str
    reason: str
    identity_known: str
    identity_seen: str


@dataclass(frozen=True)
class BuyingResumed(Event):
    """`reconciliations` are the clean ones that the operator's decision rests on."""

    TOPIC = "ledger.buying-resumed.v1"
    epoch: int
    identity: str
    reconciliations: tuple[UUID, ...]
