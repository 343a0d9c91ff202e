"""Giving a licence back: ask what it means, then cancel it or decline the request (D30)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.cancellation.ask_cancellation import AskCancellation, CancellationAdvice
from application.asset.cancellation.decline_cancellation import DeclineCancellation
from application.queries.show_asset import ShowAsset
from core.asset.values import CancellationState
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, Reason
from entrypoints.http.routers.asset_answer import Asset, answer_asset

router = APIRouter(prefix="/assets/{asset_id}/cancel", tags=["Assets"])


class CancellationReason(Body):
    """Kept in the history, and shown to whoever decides or asked."""

    reason: Reason


@router.get(
    "",
    summary="Ask what cancelling would mean",
    responses=shown(CancellationAdvice, "Credit, deadline and what happens."),
)
def ask_cancellation(asset_id: UUID, caller: SignedIn) -> Response:
    """Nothing happens yet. Days are advice: Microsoft's answer decides."""
    return answer(caller.ask(AskCancellation(asset_id=asset_id)))


@router.post(
    "",
    status_code=202,
    summary="Cancel an asset",
    responses=shown(Asset, "The asset; Microsoft has not decided yet.", status=202)
    | shown(Asset, "The asset, canceled, or active where Microsoft refused."),
)
def cancel_asset(
    asset_id: UUID,
    because: CancellationReason,
    caller: SignedIn,
    wait: Annotated[
        int, Query(ge=0, le=60, description="Seconds to stay while Microsoft decides.")
    ] = 0,
) -> Response:
    """Approves a request, or cancels without one. The whole line is given back, with a credit.

    The intent is stored first; the worker asks Microsoft, or this request if it waits. A failed
    asset is canceled at once, without credit. `cancellation` tells how it ended.
    """
    caller.send(ApproveCancellation(asset_id=asset_id, reason=because.reason))
    caller.provision((asset_id,), seconds=wait)
    found = caller.ask(ShowAsset(asset_id=asset_id))
    state = found.asset.cancellation.state if found.asset.cancellation else None
    waits = state == CancellationState.ATTEMPTED
    return answer_asset(found, HTTPStatus.ACCEPTED if waits else HTTPStatus.OK)


@router.post(
    "/decline",
    summary="Decline a requested cancellation",
    responses=shown(Asset, "The asset, as it was."),
)
def decline_cancellation(asset_id: UUID, because: CancellationReason, caller: SignedIn) -> Response:
    """The licence stays; whoever asked sees the reason."""
    caller.send(DeclineCancellation(asset_id=asset_id, reason=because.reason))
    return answer_asset(caller.ask(ShowAsset(asset_id=asset_id)))
