"""One asset's licence is bought again, and what came of it (S13-S15, S30)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.asset.confirm_reprovision import ConfirmReprovision
from application.queries.asset_view import AssetView
from application.queries.show_asset import ShowAsset
from core.asset.values import SyncState
from core.kernel.errors import Refused
from entrypoints.web.bss.assets.many import Result
from entrypoints.web.visitor import Visitor

_PATIENCE = 10.0
"""Seconds for one asset; what is not finished by then goes on in the background."""


@dataclass(frozen=True)
class Answer:
    """Somebody's yes to a question; `loss` too when it costs more than it was sold for (D12)."""

    asset: UUID
    token: str
    loss: bool
    reason: str


def bought_again(visitor: Visitor, answer: Answer, *, command: UUID) -> Result:
    """The same command sent twice buys once (D4)."""
    confirmed = ConfirmReprovision(
        asset_id=answer.asset, token=answer.token, accept_loss=answer.loss
    )
    try:
        visitor.send(confirmed, slip=command, reason=answer.reason)
        visitor.provision((answer.asset,), seconds=_PATIENCE)
        return _result(visitor.ask(ShowAsset(asset_id=answer.asset)).asset)
    except Refused as refused:
        return Result.of(answer.asset, refused)


def _result(asset: AssetView) -> Result:
    if asset.outcome_unknown:
        return Result(
            asset.id,
            SyncState.UNKNOWN,
            "It is not known yet whether Microsoft sold the licence.",
            "Perpetua looks it up, and never buys it again meanwhile.",
        )
    if asset.provisioning_in_progress:
        return Result(asset.id, "in-progress", "The purchase goes on in the background.")
    if asset.last_error and asset.sync_status == SyncState.FAILED:
        why = f"Microsoft did not sell it: {asset.last_error.message}"
        return Result(asset.id, SyncState.FAILED, why, "Look at its attempts, then try again.")
    bought = f"Bought, order {asset.perpetual_order_id}."
    return Result(asset.id, asset.sync_status or SyncState.SYNCHRONIZED, bought)
