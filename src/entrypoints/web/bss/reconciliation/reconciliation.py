"""What Microsoft shows against the assets, and what is decided of it (B2, D33)."""

from __future__ import annotations

from fastapi import APIRouter

from entrypoints.web.bss.reconciliation import decisions, runs

router = APIRouter()
for room in (
    runs,
    decisions,  # whatever a run has no page for is a decision
):
    router.include_router(room.router)
