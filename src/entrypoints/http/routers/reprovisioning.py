"""Buying a failed asset's licence again: ask first, then continue or cancel (S13, S29–S31)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictBool, StrictInt
from starlette.responses import Response

from application.asset.ask_reprovision import AskReprovision
from application.asset.challenge import Challenge
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.asset.dismiss_candidate import DismissCandidate
from application.asset.list_candidates import ListCandidates
from application.asset.probe import Candidate
from application.asset.settle_unknown import SettleUnknown
from application.ports.rows import Page
from application.queries.show_asset import ShowAsset
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, Reason, Text
from entrypoints.http.routers.asset_answer import Asset, answer_asset

router = APIRouter(prefix="/assets/{asset_id}", tags=["Assets"])


class Dismissal(Body):
    """A candidate that is not this asset's licence."""

    order: Annotated[Text, Field(description="Microsoft's order id, or its alias.")]
    line: Annotated[StrictInt, Field(ge=0, description="Counted from 0.")] = 0
    reason: Reason


class Decision(Body):
    """A person's decision that Microsoft sold nothing."""

    reason: Reason


class Confirmation(Body):
    """The answer to the question that was asked."""

    token: Annotated[Text, Field(description="The challenge's token, bound to what it showed.")]
    accept_loss: Annotated[
        StrictBool, Field(description="Buy although today's cost is above the sold price (D12).")
    ] = False


@router.get(
    "/reprovision",
    summary="Ask what re-provisioning would buy",
    responses=shown(Challenge, "The question: continue, or cancel?"),
)
def ask_reprovision(asset_id: UUID, caller: SignedIn) -> Response:
    """Only a failed asset is re-provisioned. Nothing happens yet (S29)."""
    return answer(caller.ask(AskReprovision(asset_id=asset_id)))


@router.post(
    "/reprovision",
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
    "/reprovision/decline",
    summary="Cancel: buy nothing",
    responses=shown(Asset, "The asset, as it was."),
)
def decline_reprovision(asset_id: UUID, caller: SignedIn) -> Response:
    """Nothing is bought and nothing changes; the history knows who was asked (S31, D10)."""
    caller.send(DeclineReprovision(asset_id=asset_id))
    return answer_asset(caller.ask(ShowAsset(asset_id=asset_id)))


@router.get(
    "/candidates",
    summary="List purchases that may be the asset's",
    responses=shown(Page[Candidate], "Each has to be linked or dismissed before buying again."),
)
def list_candidates(asset_id: UUID, caller: SignedIn) -> Response:
    """Microsoft's orders and entitlements are read; nothing happens (D16)."""
    return answer(caller.ask(ListCandidates(asset_id=asset_id)))


@router.post(
    "/dismissals", summary="Dismiss a candidate", responses=shown(Asset, "The asset, as it was.")
)
def dismiss_candidate(asset_id: UUID, dismissal: Dismissal, caller: SignedIn) -> Response:
    """The reason is kept in the history (D16)."""
    caller.send(
        DismissCandidate(
            asset_id=asset_id,
            order=dismissal.order,
            line=dismissal.line,
            reason=dismissal.reason,
        )
    )
    return answer_asset(caller.ask(ShowAsset(asset_id=asset_id)))


@router.post(
    "/settle", summary="Decide an unknown outcome", responses=shown(Asset, "The asset, failed.")
)
def settle_unknown(asset_id: UUID, decision: Decision, caller: SignedIn) -> Response:
    """A person decides that nothing was bought; nothing is bought by it (D17)."""
    caller.send(SettleUnknown(asset_id=asset_id, reason=decision.reason))
    return answer_asset(caller.ask(ShowAsset(asset_id=asset_id)))
