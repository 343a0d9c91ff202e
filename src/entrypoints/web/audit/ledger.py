"""What makes the ledger evidence: its checks, its signed heads, and what to take away (B3, B4)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from application.audit.check_results import CHECKS
from application.audit.list_heads import ListHeads
from application.audit.show_ledger import ShowLedger
from application.audit.sign_head import SignHead
from application.queries.asset_view import SEES_COST
from core.kernel.errors import Refused
from entrypoints.web.audit.running_checks import RunningChecks
from entrypoints.web.flashes import flash
from entrypoints.web.pages import page, see
from entrypoints.web.slips import Slip
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/audit/ledger")
Check = Literal["verification", "purchase-proof"]
_AT_ONCE = 1.0
"""Seconds for which an answer waits for a check: on a young ledger it is done by then."""
_HEADS = 20


@router.get("")
def show_ledger(
    visitor: SignedIn, after: Annotated[str | None, Query(max_length=30)] = None
) -> Response:
    return _ledger(visitor, after=after)


@router.get("/checks")
def show_checks(visitor: SignedIn) -> Response:
    """The piece of the page that follows what runs."""
    return page(visitor, "audit/checks.html", **_standing(visitor))


@router.post("/checks/{check}")
def begin_check(check: Check, visitor: SignedIn, slip: Slip) -> Response:
    """It goes on when the browser is closed, and its result is kept."""
    begun = _checks(visitor.request).begin(check, visitor.origin(), id=slip)
    begun.over.wait(_AT_ONCE)
    return see("/audit/ledger")


@router.post("/heads")
def sign_head(visitor: SignedIn, slip: Slip) -> Response:
    try:
        head = visitor.send(SignHead(), slip=slip)
    except Refused as refusal:
        return _ledger(visitor, refusal=refusal)
    flash(visitor.request, f"Signed: {head.events:,} events up to position {head.position:,}.")
    return see("/audit/ledger")


def _ledger(visitor: SignedIn, *, after: str | None = None, **shown: Any) -> Response:
    return page(
        visitor,
        "audit/ledger.html",
        heads=visitor.ask(ListHeads(after=after, limit=_HEADS)),
        **_standing(visitor),
        **shown,
    )


def _standing(visitor: SignedIn) -> dict[str, Any]:
    checks = _checks(visitor.request)
    latest = {check: checks.latest(check) for check in CHECKS}
    return {
        "standing": visitor.ask(ShowLedger()),
        "running": {check: each for check, each in latest.items() if each},
        "sees_stored": visitor.principal.role in SEES_COST,
    }


def _checks(request: Request) -> RunningChecks:
    checks: RunningChecks = request.app.state.checks
    return checks
