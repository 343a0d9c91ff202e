"""Many assets looked at in one request: each has its own result (B12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictBool, model_validator
from starlette.responses import Response

from application.asset.refresh_asset import RefreshAsset, Refreshed
from application.queries.assets_in_need import AssetsMissingSomething
from entrypoints.http.answers import answer, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import Body
from entrypoints.one_by_one import RefreshResult, one_by_one, refusal_of

router = APIRouter(prefix="/assets", tags=["Assets"])

MOST = 100
"""Assets of one request: so that it ends while somebody waits."""


@dataclass(frozen=True)
class RefreshReport:
    """`left` more were not looked at: send the request again."""

    items: tuple[RefreshResult, ...]
    left: int


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


@router.post(
    "/refresh",
    summary="Look at Microsoft again for many assets",
    responses=shown(RefreshReport, "What each look brought, or why it was refused."),
)
def refresh_assets(wanted: AssetsToRefresh, caller: SignedIn) -> Response:
    """Never buys a licence that was not already being bought (S22, D14)."""

    def act(asset: str) -> Refreshed:
        return caller.send(RefreshAsset(asset_id=UUID(asset)))

    missing = caller.ask(AssetsMissingSomething()) if wanted.all_missing else ()
    chosen, left = first_of((*wanted.assets, *missing))
    results = tuple(
        RefreshResult(asset, found, refusal_of(refused))
        for asset, found, refused in one_by_one(chosen, act)
    )
    return answer(RefreshReport(results, left))


def first_of(assets: Sequence[UUID]) -> tuple[list[str], int]:
    """As many as one request may hold, and how many are left."""
    return [str(each) for each in assets[:MOST]], max(0, len(assets) - MOST)
