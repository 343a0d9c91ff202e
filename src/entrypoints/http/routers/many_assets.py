"""Many assets in one request: each has its own result, one refusal never stops the rest (B12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StrictBool, model_validator
from starlette.responses import Response

from application.asset.ask_reprovision import AskReprovision
from application.asset.challenge import Challenge
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.refresh_asset import RefreshAsset, Refreshed
from application.queries.assets_in_need import AssetsMissingSomething, AssetsWithoutLicence
from core.money import Money
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body, Text
from entrypoints.one_by_one import (
    Question,
    RefreshResult,
    Refusal,
    one_by_one,
    refusal_of,
    total_cost,
)

router = APIRouter(prefix="/assets", tags=["Assets"])

MOST = 100
"""Assets of one request: so that it ends while somebody waits."""


@dataclass(frozen=True)
class RefreshReport:
    """`left` more were not looked at: send the request again."""

    items: tuple[RefreshResult, ...]
    left: int


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


class AssetsToRefresh(Body):
    """Name assets, or take all that miss something."""

    assets: Annotated[
        list[UUID], Field(default_factory=list, max_length=MOST, description="Ids of assets.")
    ]
    all_missing: Annotated[
        StrictBool,
        Field(description="All synchronized ones without perpetual id, and all unfinished ones."),
    ] = False

    @model_validator(mode="after")
    def one_of_both(self) -> AssetsToRefresh:
        if bool(self.assets) is self.all_missing:
            raise ValueError("name assets or say all_missing: one of the two")
        return self


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


@router.post(
    "/refresh",
    summary="Look at Microsoft again for many assets",
    responses=shown(RefreshReport, "What each look brought, or why it was refused."),
)
def refresh_assets(wanted: AssetsToRefresh, caller: SignedIn) -> Response:
    """Never buys a licence that was not already being bought (S22, D14)."""

    def act(asset: str) -> Refreshed:
        return caller.send(RefreshAsset(asset_id=UUID(asset)))

    chosen, left = _first(
        caller.ask(AssetsMissingSomething()) if wanted.all_missing else wanted.assets
    )
    results = tuple(
        RefreshResult(asset, found, refusal_of(refused))
        for asset, found, refused in one_by_one(chosen, act)
    )
    return answer(RefreshReport(results, left))


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

    chosen, left = _first(asset_id or caller.ask(AssetsWithoutLicence()))
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


def _first(assets: Sequence[UUID]) -> tuple[list[str], int]:
    return [str(each) for each in assets[:MOST]], max(0, len(assets) - MOST)
