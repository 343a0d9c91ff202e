"""The list of assets, and what is done with several (S8, B12)."""

from __future__ import annotations

from fastapi import APIRouter

from entrypoints.web.bss.assets import listed, refreshes, reprovisions

router = APIRouter()
for room in (listed, refreshes, reprovisions):
    router.include_router(room.router)
