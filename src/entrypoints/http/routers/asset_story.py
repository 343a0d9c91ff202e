"""How an asset became what it is: its history and its attempts (B11, B1)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from application.history.entry import HistoryEntry
from application.history.list_history import ListHistory
from application.ports.rows import Page
from application.queries.asset_attempts import AssetAttempts, AttemptView
from application.queries.debug_asset import AssetDebugging, DebugAsset
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import InPages

router = APIRouter(prefix="/assets", tags=["Assets"])


@router.get(
    "/{asset_id}/history",
    summary="Show an asset's history",
    responses=shown(Page[HistoryEntry], "Oldest first."),
)
def show_history(asset_id: UUID, caller: SignedIn, pages: InPages, request: Request) -> Response:
    """Who did what, when, through which channel and why, and which fields it changed (B11)."""
    asked = ListHistory(
        thing="asset", thing_id=asset_id, oldest_first=True, after=pages.after, limit=pages.limit
    )
    return answer_page(caller.ask(asked), request)


@router.get(
    "/{asset_id}/attempts",
    summary="Show the attempts to buy an asset's licence",
    responses=shown(Page[AttemptView], "Every attempt, oldest first."),
)
def show_attempts(asset_id: UUID, caller: SignedIn) -> Response:
    """Each with its cart, its order and its end, in Microsoft's own code and words."""
    return answer(caller.ask(AssetAttempts(asset_id=asset_id)))


@router.get(
    "/{asset_id}/debug",
    summary="Step through an asset",
    responses=shown(AssetDebugging, "Every event, with what was said to Microsoft before it."),
)
def debug(
    asset_id: UUID,
    caller: SignedIn,
    replay: Annotated[
        bool,
        Query(description="Run today's decisions on the recorded answers; nothing is bought."),
    ] = False,
) -> Response:
    """The inner state after each event, and the recorded exchanges without secrets (B6)."""
    return answer(caller.ask(DebugAsset(asset_id=asset_id, replay=replay)))
