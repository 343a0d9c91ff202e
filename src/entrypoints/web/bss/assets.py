"""Billing > Assets (S8, S24)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from application.queries.list_assets import ListAssets
from core.asset.values import CancellationState
from entrypoints.web.pages import page
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/bss/assets")


@router.get("")
def list_assets(
    visitor: SignedIn,
    account_id: Annotated[UUID | None, Query()] = None,
    sync_status: Annotated[Literal["synchronized", "failed"] | None, Query()] = None,
    in_progress: Annotated[bool | None, Query()] = None,
    cancellation: Annotated[CancellationState | None, Query()] = None,
    at: Annotated[datetime | None, Query()] = None,
    after: Annotated[str | None, Query()] = None,
) -> Response:
    asked = ListAssets(
        account_id=account_id,
        sync_status=sync_status,
        in_progress=in_progress,
        cancellation=cancellation,
        at=at,
        after=after,
    )
    return page(visitor, "bss/assets.html", assets=visitor.ask(asked), asked=asked)
