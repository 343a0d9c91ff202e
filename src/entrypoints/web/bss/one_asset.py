"""All pages of one asset (S6–S32, B5, B6)."""

from __future__ import annotations

from fastapi import APIRouter

from entrypoints.web.bss import (
    asset,
    asset_cancellation,
    asset_debug,
    asset_decide,
    asset_edit,
    asset_history,
    asset_link,
    asset_question,
)

router = APIRouter()
for room in (
    asset,
    asset_edit,
    asset_question,
    asset_link,
    asset_decide,
    asset_cancellation,
    asset_history,
    asset_debug,
):
    router.include_router(room.router)
