"""Many failed assets at once: ask, then buy again, each with its own result (B12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StrictBool
from starlette.responses import Response

from application.asset.ask_reprovision import AskReprovision
from application.asset.challenge import Challenge
from application.asset.confirm_reprovision import ConfirmReprovision
from application.queries.assets_in_need import AssetsWithoutLicence
from core.money import Money
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, Text
from entrypoints.http.routers.many_refreshes import MOST, first_of
from entrypoints.one_by_one import (
    Question,
    Refusal,
    one_by_one,
    refusal_of,
    total_cost,
)

router = APIRouter(prefix="/assets", tags=["Assets"])


@dataclass(frozen=True)
class ReprovisionQuestions:
    """What each would cost, and what all together that have no candidates (D16).

    `left` more were not asked about.
    """

    items: tuple[Question, ...]
    total: tuple[Money, ...]
    left: int


@dataclass(frozen=True)
class ConfirmationResult:
    """Whether the intent to buy again is stored; the worker then buys."""

    asset: str
    confirmed: bool
    refused: Refusal | None


@dataclass(frozen=True)
class ConfirmationReport:
    items: tuple[ConfirmationResult, ...]


class ConfirmedAsset(Body):
    """One answer to one question."""

    asset_id: UUID
    token: Annotated[Text, Field(description="The challenge's token, bound to what it showed.")]


class Confirmations(Body):
    """The answers to the questions that were asked."""

    confirmations: Annotated[
        list[ConfirmedAsset],
        Field(min_length=1, max_length=MOST, description="One for each asset to buy again."),
    ]
    accept_loss: Annotated[
        StrictBool, Field(description="Buy although today's cost is above the sold price (D12).")
    ] = False


@router.get(
    "/reprovision",
    summary="Ask what re-provisioning many assets would buy",
    responses=shown(ReprovisionQuestions, "A question for each, or why it is refused."),
)
def ask_reprovisions(
    caller: SignedIn,
    asset_id: Annotated[
        list[UUID], Query(description="These assets; all failed ones by default.", max_length=MOST)
    ] = [],  # noqa: B006 - FastAPI's way to say: none was given
) -> Response:
    """Nothing happens yet. Unknown ones are refused: Microsoft may have sold them (D7)."""

    def act(asset: str) -> Challenge:
        return caller.ask(AskReprovision(asset_id=UUID(asset)))

    wanted = tuple(asset_id) or caller.ask(AssetsWithoutLicence())
    chosen, left = first_of(wanted)
    questions = tuple(
        Question(asset, challenge, refusal_of(refused))
        for asset, challenge, refused in one_by_one(chosen, act)
    )
    offered = (each.challenge for each in questions if each.challenge)
    total = total_cost(each for each in offered if not each.candidates)
    return answer(ReprovisionQuestions(questions, total, left))


@router.post(
    "/reprovision",
    status_code=202,
    summary="Continue: buy many licences again",
    responses=shown(ConfirmationReport, "Each intent, or why it was refused.", status=202),
)
def confirm_reprovisions(given: Confirmations, caller: SignedIn) -> Response:
    """Stores each intent; the worker buys the licences, each connected to its asset (S30, D4)."""
    tokens = {str(each.asset_id): each.token for each in given.confirmations}

    def act(asset: str) -> None:
        caller.send(
            ConfirmReprovision(
                asset_id=UUID(asset), token=tokens[asset], accept_loss=given.accept_loss
            )
        )

    results = tuple(
        ConfirmationResult(asset, refused is None, refusal_of(refused))
        for asset, _, refused in one_by_one(tuple(tokens), act)
    )
    return answer(ConfirmationReport(results), 202)
