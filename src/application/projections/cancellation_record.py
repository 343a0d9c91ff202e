"""The cancellation of an asset as people see it, folded from its events (D30)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from application.ports.ledger import Recorded
from core.asset.events import (
    AssetCancelled,
    CancellationAttempted,
    CancellationDeclined,
    CancellationRefused,
    CancellationRequested,
)
from core.asset.values import CancellationState

CANCELLING = frozenset(
    (
        CancellationRequested,
        CancellationDeclined,
        CancellationAttempted,
        CancellationRefused,
        AssetCancelled,
    )
)
"""Events that change the cancellation of an asset."""


@dataclass(frozen=True)
class CancellationRecord:
    """Who asked and why, who decided and why, and Microsoft's words when it refused; times in UTC.

    `decided_by` declined, approved, or found it cancelled; `how` is set once it is canceled.
    """

    state: str
    requested_by: str | None = None
    requested_at: datetime | None = None
    reason: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision: str | None = None
    refusal_code: str | None = None
    refusal_message: str | None = None
    how: str | None = None
    credited: bool = False
    cancelled_at: datetime | None = None


def fold_cancellation(
    before: CancellationRecord | None, recorded: Recorded
) -> CancellationRecord | None:
    """The cancellation after one more event of the asset; a new request begins it anew."""
    said, event = recorded.metadata, recorded.event
    match event:
        case CancellationRequested():
            return CancellationRecord(
                state=CancellationState.REQUESTED,
                requested_by=said.actor,
                requested_at=event.timestamp,
                reason=said.reason,
            )
        case CancellationDeclined():
            return _decided(before, recorded, CancellationState.DECLINED)
        case CancellationAttempted():
            return _decided(before, recorded, CancellationState.ATTEMPTED)
        case CancellationRefused():
            return replace(
                before or CancellationRecord(CancellationState.REFUSED),
                state=CancellationState.REFUSED,
                refusal_code=event.code,
                refusal_message=event.message,
            )
        case AssetCancelled():
            return _cancelled(before, recorded, event)
        case _:
            return before


def _decided(
    before: CancellationRecord | None, recorded: Recorded, state: CancellationState
) -> CancellationRecord:
    return replace(
        _open(before),
        state=state,
        decided_by=recorded.metadata.actor,
        decided_at=recorded.event.timestamp,
        decision=recorded.metadata.reason,
    )


def _open(before: CancellationRecord | None) -> CancellationRecord:
    """What a decision is about: the open request, or nothing that anybody asked for."""
    if before and before.state == CancellationState.REQUESTED:
        return before
    return CancellationRecord(CancellationState.ATTEMPTED)


def _cancelled(
    before: CancellationRecord | None, recorded: Recorded, event: AssetCancelled
) -> CancellationRecord:
    approved = before and before.state == CancellationState.ATTEMPTED
    decided = before if approved else _decided(before, recorded, CancellationState.CANCELLED)
    return replace(
        decided or CancellationRecord(CancellationState.CANCELLED),
        state=CancellationState.CANCELLED,
        how=event.how,
        credited=event.credited,
        cancelled_at=event.timestamp,
    )
