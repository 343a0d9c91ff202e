"""Time travel: an asset as it was after any of its steps, or at any moment (B5, B11, D34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from application.history.entry import HistoryEntry
from application.history.list_history import ListHistory
from application.queries.order_chain import ShowOrderChain
from application.queries.show_asset import AssetAsOf, ShowAsset
from core.kernel.errors import Refused
from entrypoints.web.bss.asset.changes import shown_changes
from entrypoints.web.pages import page
from entrypoints.web.typed import moment
from entrypoints.web.visitor import SignedIn, Visitor

router = APIRouter(prefix="/bss/assets/{asset_id:uuid}/history")

_MOST = 500


@dataclass(frozen=True)
class _Then:
    """The asset at the moment or step that was asked for; as it is now where there is no then."""

    found: AssetAsOf
    at: datetime | None = None
    refusal: Refused | None = None


@router.get("")
def travel(asset_id: UUID, visitor: SignedIn, at: str = "", version: int | None = None) -> Response:
    """That somebody looks is recorded."""
    then = _then(visitor, asset_id, at=at, version=version)
    found, entries = then.found, _story(visitor, asset_id)
    step = next((each for each in entries if each.version == found.as_of.version), entries[-1])
    return page(
        visitor,
        "bss/asset/history.html",
        asset=found.asset,
        chain=visitor.ask(ShowOrderChain(asset_id=asset_id)),
        entries=entries,
        step=step,
        changes=shown_changes(step.changes, visitor.language),
        changed=[each.field for each in step.changes],
        at=then.at,
        refusal=then.refusal,
    )


def _then(visitor: Visitor, asset_id: UUID, *, at: str, version: int | None) -> _Then:
    typed = None
    try:
        typed = moment(at)
        return _Then(visitor.ask(ShowAsset(asset_id=asset_id, at=typed, version=version)), typed)
    except Refused as refusal:
        return _Then(visitor.ask(ShowAsset(asset_id=asset_id)), typed, refusal)


def _story(visitor: Visitor, asset_id: UUID) -> tuple[HistoryEntry, ...]:
    asked = ListHistory(thing="asset", thing_id=asset_id, oldest_first=True, limit=_MOST)
    return visitor.ask(asked).items
