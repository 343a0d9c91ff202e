"""All pages of one asset (S6–S32, B5, B6)."""

from __future__ import annotations

from fastapi import APIRouter

from entrypoints.web.bss.asset import (
    cancellation,
    debug,
    decide,
    edit,
    history,
    link,
    question,
    standing,
)

router = APIRouter()
for room in (standing, edit, question, link, decide, cancellation, history, debug):
    router.include_router(room.router)
