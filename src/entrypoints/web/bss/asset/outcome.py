"""What came of a purchase or a cancellation, in a sentence for the next page (S14, S15, D30)."""

from __future__ import annotations

from uuid import UUID

from application.queries.asset_view import AssetView
from application.queries.show_asset import ShowAsset
from core.asset.values import AssetStatus, CancellationState, SyncState
from entrypoints.web.bss.asset.standing import is_in_flight
from entrypoints.web.flashes import Flash, flash
from entrypoints.web.languages import Language
from entrypoints.web.visitor import Visitor


def tell_outcome(visitor: Visitor, asset_id: UUID) -> None:
    """On the next page that is shown."""
    told = _outcome(visitor.ask(ShowAsset(asset_id=asset_id)).asset, visitor.language)
    flash(visitor.request, told.words, told.kind)


def _outcome(asset: AssetView, spoken: Language) -> Flash:
    """How it stands, after it was taken as far as it went."""
    ended = asset.cancellation.state if asset.cancellation else None
    if asset.status == AssetStatus.CANCELED:
        credited = asset.cancellation is not None and asset.cancellation.credited
        credit = spoken.money(asset.price.total) if credited else "Nothing"
        return Flash("success", f"The asset is canceled. {credit} is credited.")
    if is_in_flight(asset):
        return Flash("info", "Microsoft is being asked; this page shows what becomes of it.")
    if ended == CancellationState.REFUSED:
        return Flash("danger", "Microsoft refused to cancel the licence: the asset stays active.")
    if asset.sync_status == SyncState.SYNCHRONIZED:
        return Flash("success", "A new licence was bought and is connected to this asset.")
    return Flash("danger", "The purchase failed again: nothing was bought, the asset stays failed.")
