"""One asset: everything that is kept of it, and where it stands just now (S6–S25, D6)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.asset.refresh_asset import RefreshAsset, Refreshed
from application.queries.asset_attempts import AssetAttempts
from application.queries.asset_choices import ShowAssetChoices
from application.queries.asset_view import AssetView
from application.queries.invoice_items_of_asset import InvoiceItemsOfAsset
from application.queries.order_chain import ShowOrderChain
from application.queries.show_asset import ShowAsset
from core.asset.values import AssetStatus, CancellationState, SyncState
from core.kernel.errors import Forbidden, Refused
from entrypoints.web.advice import advice_of
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/assets/{asset_id:uuid}")


@router.get("")
def show_asset(
    asset_id: UUID, visitor: SignedIn, at: str = "", version: int | None = None
) -> Response:
    """As it is; as it was is told by its history."""
    if at or version is not None:
        then = {"at": at} if at else {"version": version}
        return see(f"{address_of(asset_id)}/history?{urlencode(then)}")
    return page(visitor, "bss/asset/asset.html", **_shown(visitor, asset_id))


@router.get("/standing")
def show_standing(asset_id: UUID, visitor: SignedIn, version: int) -> Response:
    """What became of an asset that changes by itself; nothing while it stands at the version."""
    asset = visitor.ask(ShowAsset(asset_id=asset_id)).asset
    if asset.version == version and is_in_flight(asset):
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return page(visitor, "bss/asset/moved_on.html", **_shown(visitor, asset_id))


@router.post("/refresh")
def refresh(asset_id: UUID, visitor: SignedIn, slip: Slip) -> Response:
    """Look at Microsoft again; never buys what was not being bought already (S22, D9)."""
    try:
        found = visitor.send(RefreshAsset(asset_id=asset_id), slip=slip)
    except Forbidden:
        raise
    except Refused as refusal:
        flash(visitor.request, f"{refusal.message} {advice_of(refusal)}", "warning")
    else:
        flash(visitor.request, _told(found), "info")
    return see(address_of(asset_id))


def address_of(asset_id: UUID) -> str:
    return f"/bss/assets/{asset_id}"


def is_in_flight(asset: AssetView) -> bool:
    """It changes without anybody's doing: it is being bought, or given back."""
    asked = asset.cancellation and asset.cancellation.state == CancellationState.ATTEMPTED
    return asset.provisioning_in_progress or bool(asked)


def _shown(visitor: Visitor, asset_id: UUID) -> dict[str, Any]:
    asset = visitor.ask(ShowAsset(asset_id=asset_id)).asset
    may = visitor.ask(ShowAssetChoices(asset_id=asset_id)) if visitor.may_operate else None
    return {
        "asset": asset,
        "in_flight": is_in_flight(asset),
        "may": may,
        "chain": visitor.ask(ShowOrderChain(asset_id=asset_id)),
        "items": visitor.ask(InvoiceItemsOfAsset(asset_id=asset_id)),
        "attempts": visitor.ask(AssetAttempts(asset_id=asset_id)).items,
    }


def _told(found: Refreshed) -> str:
    if found.status == AssetStatus.CANCELED:
        return "Microsoft has cancelled the licence: the asset is canceled."
    if found.filled:
        return "Microsoft has issued the perpetual id: it is stored now."
    if found.sync_state == SyncState.FAILED:
        return "Microsoft was asked: it sold nothing."
    if found.sync_state == SyncState.SYNCHRONIZED:
        missing = "" if found.perpetual_id else " It has not issued the perpetual id yet."
        return f"Microsoft was asked: the licence is there.{missing}"
    return "Microsoft was asked: it has not decided yet."
