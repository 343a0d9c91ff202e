"""Looking at Microsoft again for several assets, each with its own result (B12, S22)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from application.asset.refresh_asset import RefreshAsset, Refreshed
from core.asset.values import AssetStatus, SyncState
from core.kernel.errors import Refused
from entrypoints.web.bss.assets.many import (
    Back,
    OneByOne,
    Operator,
    Result,
    command_of,
    list_behind,
    once_each,
)
from entrypoints.web.flashes import flash
from entrypoints.web.names import names_of
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.visitor import Visitor

router = APIRouter(prefix="/bss/assets/bulk/refresh")

_PAGE = "bss/assets/bulk_refresh.html"


@router.get("")
def look(
    visitor: Operator,
    asset: Annotated[list[UUID], Query()] = [],  # noqa: B006 - FastAPI's way to say: none
    back: str = "",
) -> Response:
    """Which assets these are; nothing happens yet."""
    if not asset:
        flash(visitor.request, "Tick the assets first that you want to refresh.", "warning")
        return see(list_behind(back))
    return _page(visitor, once_each(asset), back)


@router.post("")
def refresh(
    visitor: Operator,
    slip: Slip,
    given: Annotated[str, Form(alias="slip")],
    asset: Annotated[list[UUID], Form()],
    one_by_one: OneByOne,
    back: Back = "",
) -> Response:
    """All in this request; or rows that send one each."""
    assets = once_each(asset)
    if one_by_one:
        return _page(visitor, assets, back, running=given)
    results = tuple(_refreshed(visitor, slip, each) for each in assets)
    return _page(visitor, assets, back, results=results)


@router.post("/one")
def refresh_one(visitor: Operator, slip: Slip, asset: Annotated[UUID, Form()]) -> Response:
    result = _refreshed(visitor, slip, asset)
    names = names_of(visitor, assets=(asset,))
    return page(visitor, "bss/assets/result.html", result=result, names=names)


def _page(
    visitor: Visitor,
    assets: tuple[UUID, ...],
    back: str,
    *,
    running: str = "",
    results: tuple[Result, ...] = (),
) -> Response:
    return page(
        visitor,
        _PAGE,
        assets=assets,
        names=names_of(visitor, assets=assets),
        back=list_behind(back),
        running=running,
        results=results,
    )


def _refreshed(visitor: Visitor, slip: UUID, asset: UUID) -> Result:
    try:
        found = visitor.send(RefreshAsset(asset_id=asset), slip=command_of(slip, asset))
    except Refused as refused:
        return Result.of(asset, refused)
    state = AssetStatus.CANCELED if found.status == AssetStatus.CANCELED else found.sync_state
    return Result(asset, state, _words(found))


def _words(found: Refreshed) -> str:
    if found.status == AssetStatus.CANCELED:
        return "Microsoft cancelled the licence; that is recorded, with its credit."
    if found.filled:
        return f"The perpetual ID was found: {found.perpetual_id}"
    if found.perpetual_id:
        return "Nothing new: the perpetual ID was known."
    return _WORDS.get(SyncState(found.sync_state), "Its provisioning goes on.")


_WORDS = {
    SyncState.SYNCHRONIZED: "Microsoft has issued no perpetual ID yet; Perpetua looks again.",
    SyncState.FAILED: "Microsoft did not sell the licence.",
    SyncState.UNKNOWN: "It is still not known whether Microsoft sold the licence.",
}
