"""Buying a failed asset's licence again: ask first, then continue or cancel (S13, S29–S31)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictBool
from starlette.responses import Response

from application.asset.ask_reprovision import AskReprovision
from application.asset.challenge import Challenge
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.queries.show_asset import ShowAsset
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, Text
from entrypoints.http.routers.asset_answer import Asset, answer_asset

router = APIRouter(prefix="/assets/{asset_id}/reprovision", tags=["Assets"])


class Confirmation(Body):
    """The answer to the question that was asked."""

    token: Annotated[Text, Field(description="The challenge's token, bound to what it showed.")]
    accept_loss: Annotated[
        StrictBool, Field(description="Buy although today's cost is above the sold price (D12).")
    ] = False


@router.get(
    "",
    summary="Ask what re-provisioning would buy",
    responses=shown(Challenge, "The question: continue, or cancel?"),
)
def ask_reprovision(asset_id: UUID, caller: SignedIn) -> Response:
    """Only a failed asset is re-provisioned. Nothing happens yet (S29)."""
    return answer(caller.ask(AskReprovision(asset_id=asset_id)))


@router.post(
    "",
    status_code=202,
    summary="Continue: buy the licence again",
    responses=shown(Asset, "The asset; the worker buys its licence.", status=202),
)
def confirm_reprovision(asset_id: UUID, confirmation: Confirmation, caller: SignedIn) -> Response:
    """Stores the intent; the worker buys a new licence, connected to this asset (S30, D4)."""
    caller.send(
        ConfirmReprovision(
            asset_id=asset_id,
            token=confirmation.token,
            accept_loss=confirmation.accept_loss,
        )
    )
    return answer_asset(caller.ask(ShowAsset(asset_id=asset_id)), 202)


@router.post(
    "/decline", summary="Cancel: buy nothing", responses=shown(Asset, "The asset, as it was.")
)
def decline_reprovision(asset_id: UUID, caller: SignedIn) -> Response:
    """Nothing is bought and nothing changes; the history knows who was asked (S31, D10)."""
    caller.send(DeclineReprovision(asset_id=asset_id))
    return answer_asset(caller.ask(ShowAsset(asset_id=asset_id)))
