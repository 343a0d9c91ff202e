"""What cancelling an asset would mean, before anybody decides (D30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.messages import Query
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import BUYERS, Principal
from core.asset.asset import Asset
from core.asset.return_window import days_left, return_deadline
from core.asset.values import SyncState
from core.money import Currency, Money


@dataclass(frozen=True)
class CancellationAdvice:
    """`credit` is what the buyer gets back, net of tax; none where nothing was ever charged.

    `days_left` of the window are advice, 0 once it is over: Microsoft's answer decides.
    """

    asset_id: UUID
    name: str
    quantity: int
    credit: Money | None
    return_deadline: datetime | None
    days_left: int | None
    message: str


class AskCancellation(Query[CancellationAdvice]):
    roles = BUYERS
    asset_id: UUID


class AskCancellationHandler:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def __call__(self, query: AskCancellation, by: Principal) -> CancellationAdvice:
        """
        Raises:
            AssetAlreadyCanceled, NotCancellable: there is nothing to ask.
        """
        asset = self._ledger.get(Asset, query.asset_id)
        asset.require_cancellable()
        deadline = return_deadline(asset.licence.ordered_at) if asset.licence else None
        left = days_left(deadline, self._clock.now())
        credit = _credit(asset)
        return CancellationAdvice(
            asset_id=asset.id,
            name=asset.name,
            quantity=asset.details.quantity,
            credit=credit,
            return_deadline=deadline,
            days_left=left,
            message=_local(asset) if credit is None else _at_microsoft(asset, credit, left),
        )


def _credit(asset: Asset) -> Money | None:
    if asset.sync is not SyncState.SYNCHRONIZED:
        return None
    price = asset.details.price
    return Money(price.total_price(asset.details.quantity), Currency(price.currency))


def _local(asset: Asset) -> str:
    return (
        f"{asset.name} failed and has no licence: it is canceled here alone. Microsoft is not "
        "asked, and nothing is credited, as nothing was charged."
    )


def _at_microsoft(asset: Asset, credit: Money, left: int | None) -> str:
    whole = "the licence" if asset.details.quantity == 1 else f"all {asset.details.quantity}"
    return (
        f"Cancelling gives {whole} of {asset.name} back to Microsoft, whole and for ever: the keys "
        f"are revoked, and {credit} are credited. {_window(left)} Microsoft's answer decides."
    )


def _window(left: int | None) -> str:
    if left is None:
        return "It is not known until when it may be returned."
    if left == 0:
        return "The return window is over by our count: Microsoft will probably refuse."
    return f"The return window is open for {left} more day{'' if left == 1 else 's'}."
