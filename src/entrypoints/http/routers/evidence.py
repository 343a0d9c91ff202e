"""What makes the ledger evidence: the hash chain, signed heads, and the export (B4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from application.audit.export_events import ExportEvents
from application.audit.list_heads import ListHeads
from application.audit.show_public_key import PublicKey, ShowPublicKey
from application.audit.sign_head import SignHead
from application.audit.verify_ledger import LedgerVerification, VerifyLedger
from application.ports.heads import Head
from application.ports.rows import Page
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import InPages

router = APIRouter(prefix="/audit", tags=["Audit"])
JSON_LINES = "application/jsonl"
_AT_ONCE = 500
"""Lines that are sent together."""


@router.get(
    "/verification",
    summary="Verify the ledger",
    responses=shown(LedgerVerification, "`ok`, or where it was changed."),
)
def verify_ledger(caller: SignedIn) -> Response:
    """Whether any stored event was changed, deleted or put in between, and every head agrees.

    Reads every event. Whether the whole end is missing only a head that was kept elsewhere shows:
    `perpetua audit verify --head`.
    """
    return answer(caller.ask(VerifyLedger()))


@router.get(
    "/heads",
    summary="List signed heads",
    responses=shown(Page[Head], "Newest first; one is signed each day."),
)
def list_heads(caller: SignedIn, pages: InPages, request: Request) -> Response:
    """What the ledger was at a time, signed: keep copies where nobody reaches the database."""
    return answer_page(caller.ask(ListHeads(after=pages.after, limit=pages.limit)), request)


@router.post(
    "/heads",
    status_code=201,
    summary="Sign a head now",
    responses=shown(Head, "The signed head.", status=201),
)
def sign_head(caller: SignedIn) -> Response:
    """409 `nothing_to_sign` while the ledger is empty."""
    return answer(caller.send(SignHead()), 201)


@router.get(
    "/public-key",
    summary="Show the public key",
    responses=shown(PublicKey, "The key against which heads are checked."),
)
def show_public_key(caller: SignedIn) -> Response:
    """404 `not_found` while nothing was signed."""
    return answer(caller.ask(ShowPublicKey()))


@router.get(
    "/events",
    summary="Export every event",
    responses={200: {"content": {JSON_LINES: {}}, "description": "A line of JSON per event."}},
    response_class=StreamingResponse,
)
def export_events(caller: SignedIn) -> Response:
    """Position, stream, version, topic, state as it is stored, and hash, in ledger order.

    `perpetua audit verify-export`, or the one file `verify_export.py` without Perpetua, checks them
    against a head.
    """
    return StreamingResponse(_together(caller.ask(ExportEvents())), media_type=JSON_LINES)


def _together(lines: Iterator[bytes]) -> Iterator[bytes]:
    while some := b"".join(islice(lines, _AT_ONCE)):
        yield some
