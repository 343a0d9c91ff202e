"""Every try to buy an asset's licence, with its phases and its end (B1, B6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from application.asset.provisioning.lookup import VerdictTerms
from application.debugging.inside import step_of
from application.messages import Query
from application.ports.exchanges import Exchanges
from application.ports.ledger import EventLog, Recorded
from application.ports.rows import Page
from application.principal import STAFF, Principal
from core.asset.asset import Asset
from core.asset.events import (
    AssetProvisioned,
    AssetResynced,
    CartOpened,
    OrderPlaced,
    ProvisioningAttempted,
    SyncFailed,
    SyncUncertain,
)
from core.asset.purchasing import Step
from core.kernel.aggregate import fold
from core.kernel.errors import NotFound


@dataclass(frozen=True)
class AttemptView:
    """`outcome` is in-progress, unknown, failed or synchronized; `code` is Microsoft's.

    `next_step` is what provisioning does next, None once the attempt has ended; `exchanges` counts
    what was recorded of its talks with Microsoft. While it is unknown, `verdict_from` is the UTC
    time from which Microsoft's silence may prove that nothing was bought (D17).
    """

    number: int
    reference: str
    purpose: str
    begun_at: datetime
    cart_id: str | None
    perpetual_order_id: str | None
    outcome: str
    code: str | None
    message: str | None
    settled_at: datetime | None
    verdict_from: datetime | None
    next_step: str | None = None
    exchanges: int = 0
    decidable_from: datetime | None = None


class AssetAttempts(Query[Page[AttemptView]]):
    roles = STAFF
    asset_id: UUID


class AssetAttemptsHandler:
    def __init__(self, log: EventLog, terms: VerdictTerms, exchanges: Exchanges) -> None:
        self._log = log
        self._terms = terms
        self._exchanges = exchanges

    def __call__(self, query: AssetAttempts, by: Principal) -> Page[AttemptView]:
        """
        Raises:
            NotFound: no such asset.
        """
        story = self._log.stream(query.asset_id)
        if not story or not story[0].topic.startswith("asset."):
            raise NotFound("asset", str(query.asset_id))
        attempts: list[AttemptView] = []
        for each in story:
            if isinstance(each.event, ProvisioningAttempted):
                attempts.append(_begun(each.event))
            elif attempts:
                attempts[-1] = _after(attempts[-1], each)
        return Page(tuple(self._with_standing(attempts, story)), next=None)

    def _with_standing(
        self, attempts: Sequence[AttemptView], story: Sequence[Recorded]
    ) -> Iterator[AttemptView]:
        asset = fold(Asset, (each.event for each in story))
        counted = self._exchanges.count(asset.id)
        for attempt in attempts:
            is_open = attempt is attempts[-1] and asset.next_step is not Step.NOTHING
            yield replace(
                attempt,
                next_step=step_of(asset) if is_open else None,
                verdict_from=self._terms.verdict_from(asset) if is_open else None,
                decidable_from=asset.decidable_from if is_open else None,
                exchanges=counted.get(attempt.number, 0),
            )


def _begun(event: ProvisioningAttempted) -> AttemptView:
    return AttemptView(
        number=event.attempt,
        reference=event.reference,
        purpose=event.purpose,
        begun_at=event.timestamp,
        cart_id=None,
        perpetual_order_id=None,
        outcome="in-progress",
        code=None,
        message=None,
        settled_at=None,
        verdict_from=None,
    )


def _after(attempt: AttemptView, recorded: Recorded) -> AttemptView:
    match recorded.event:
        case CartOpened() as event:
            return replace(attempt, cart_id=event.cart_id)
        case OrderPlaced() as event:
            return replace(attempt, perpetual_order_id=event.perpetual_order_id)
        case SyncUncertain() as event:
            return replace(attempt, outcome="unknown", code=event.code, message=event.message)
        case SyncFailed() as event:
            return replace(
                attempt,
                outcome="failed",
                code=event.code,
                message=event.message,
                settled_at=event.timestamp,
            )
        case AssetProvisioned() | AssetResynced() as event:
            return replace(
                attempt,
                outcome="synchronized",
                code=None,
                message=None,
                settled_at=event.timestamp,
            )
        case _:
            return attempt
