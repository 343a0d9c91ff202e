"""All rooms of the back office."""

from __future__ import annotations

from fastapi import APIRouter

from entrypoints.web.bss import buying, dashboard
from entrypoints.web.bss.asset import asset
from entrypoints.web.bss.assets import assets
from entrypoints.web.bss.billing import billing
from entrypoints.web.bss.catalogue import catalogue
from entrypoints.web.bss.reconciliation import reconciliation

router = APIRouter()
for room in (dashboard, buying, assets, asset, billing, catalogue, reconciliation):
    router.include_router(room.router)
