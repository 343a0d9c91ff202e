"""What an operator may do with an asset now, by the asset's own rules (D9, D16, D17, D30)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from application.messages import Query
from application.ports.ledger import Ledger
from application.principal import OPERATORS, Principal
from core.asset.asset import Asset
from core.asset.purchasing import Step
from core.asset.values import CancellationState
from core.kernel.errors import Refused


@dataclass(frozen=True)
class AssetChoices:
    """`reprovision`: it is failed, so that saving it asks first (S29).

    `decide`: its outcome is unknown, and a person may decide it. `answer`: somebody asked for its
    cancellation and waits. `record_end`: it has a licence that Microsoft may have cancelled.
    """

    refresh: bool
    reprovision: bool
    link: bool
    decide: bool
    cancel: bool
    answer: bool
    record_end: bool


class ShowAssetChoices(Query[AssetChoices]):
    roles = OPERATORS
    asset_id: UUID


class ShowAssetChoicesHandler:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __call__(self, query: ShowAssetChoices, by: Principal) -> AssetChoices:
        """
        Raises:
            NotFound: no such asset.
        """
        asset = self._ledger.get(Asset, query.asset_id)
        has_licence = _allowed(asset.require_licence)
        return AssetChoices(
            refresh=has_licence or asset.next_step is not Step.NOTHING,
            reprovision=_allowed(asset.require_failed),
            link=_allowed(asset.require_without_licence),
            decide=_allowed(asset.require_unknown),
            cancel=_allowed(asset.require_cancellable) and not asset.is_being_cancelled,
            answer=asset.cancellation is CancellationState.REQUESTED,
            record_end=has_licence,
        )


def _allowed(require: Callable[[], object]) -> bool:
    try:
        require()
    except Refused:
        return False
    return True
