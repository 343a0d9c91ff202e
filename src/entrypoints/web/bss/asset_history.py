"""Time travel: an asset as it was after any of its steps, or at any moment (B5, B11, D34)."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.history.entry import HistoryEntry
from application.history.list_history import ListHistory
from application.queries.order_chain import ShowOrderChain
from application.queries.show_asset import AssetAsOf, ShowAsset
from core.kernel.errors import Refused
from entrypoints.refusals import http_status
from entrypoints.web.bss.asset import own_fields
from entrypoints.web.bss.asset_changes import shown_changes
from entrypoints.web.pages import page
from entrypoints.web.typed import moment
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/assets/{asset_id:uuid}/history")

_MOST = 500


@dataclass(frozen=True)
class _Asked:
    """A moment as it was typed, or a step; neither is now."""

    at: str
    version: int | None


@router.get("")
def travel(asset_id: UUID, visitor: SignedIn, at: str = "", version: int | None = None) -> Response:
    """That somebody looks is recorded."""
    found, refusal = _found(visitor, asset_id, _Asked(at, version))
    entries = _story(visitor, asset_id)
    step = next((each for each in entries if each.version == found.as_of.version), entries[-1])
    return page(
        visitor,
        "bss/asset/history.html",
        http_status(refusal) if refusal else HTTPStatus.OK,
        asset=found.asset,
        as_of=found.as_of,
        own_fields=own_fields(found.asset),
        chain=visitor.ask(ShowOrderChain(asset_id=asset_id)),
        entries=entries,
        step=step,
        changes=shown_changes(step.changes, visitor.language),
        changed=[each.field for each in step.changes],
        at=at,
        refusal=refusal,
    )


def _found(visitor: Visitor, asset_id: UUID, asked: _Asked) -> tuple[AssetAsOf, Refused | None]:
    """The asset then; as it is now, and why, where there is no then."""
    try:
        then = ShowAsset(asset_id=asset_id, at=moment(asked.at), version=asked.version)
        return visitor.ask(then), None
    except Refused as refusal:
        return visitor.ask(ShowAsset(asset_id=asset_id)), refusal


def _story(visitor: Visitor, asset_id: UUID) -> tuple[HistoryEntry, ...]:
    asked = ListHistory(thing="asset", thing_id=asset_id, oldest_first=True, limit=_MOST)
    return visitor.ask(asked).items
