"""All rooms of those who check the books."""

from __future__ import annotations

from fastapi import APIRouter

from entrypoints.web.audit import downloads, events, history, ledger, read_models, reads

router = APIRouter()
for room in (history, events, ledger, downloads, reads, read_models):
    router.include_router(room.router)
