"""What an auditor takes away: the ledger, a history, heads, the key and the verifier (B4, B11)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse

from application.audit.export_events import ExportEvents
from application.audit.show_head import ShowHead
from application.audit.show_ledger import ShowLedger
from application.audit.show_public_key import ShowPublicKey
from application.history.export_history import ExportFormat, ExportHistory
from entrypoints.history_export import exported
from entrypoints.offline import verify_export as verifier
from entrypoints.rendering import to_json
from entrypoints.web.audit.history_filter import required
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/audit")
_JSON_LINES = "application/jsonl"
_TYPES = {ExportFormat.JSONL: _JSON_LINES, ExportFormat.CSV: "text/csv; charset=utf-8"}
_AT_ONCE = 200
"""Lines that are sent together."""


@router.get("/export/events")
def export_events(visitor: SignedIn) -> Response:
    """Every event as it is stored, with its link of the hash chain."""
    return _streamed(visitor.ask(ExportEvents()), "events.jsonl", _JSON_LINES)


@router.get("/export/history")
def export_history(
    request: Request,
    visitor: SignedIn,
    written_as: Annotated[ExportFormat, Query(alias="format")] = ExportFormat.JSONL,
) -> Response:
    """The history that the filters of the address leave, oldest first."""
    asked = ExportHistory(**required(request.query_params), format=written_as)
    lines = exported(visitor.ask(asked).entries, written_as)
    return _streamed(lines, f"history.{written_as}", _TYPES[written_as])


@router.get("/ledger/heads/{signature}")
def take_head(signature: str, visitor: SignedIn) -> Response:
    """As `perpetua audit head --to FILE` writes it."""
    head = visitor.ask(ShowHead(signature=signature))
    named = f"head-{head.time:%Y-%m-%d}-{head.position}.json"
    return Response(to_json(head) + b"\n", 200, _named(named), "application/json")


@router.get("/ledger/public-key")
def take_public_key(visitor: SignedIn) -> Response:
    pem = visitor.ask(ShowPublicKey()).pem
    return Response(pem, 200, _named("key.pem"), "application/x-pem-file")


@router.get("/ledger/verifier")
def take_verifier(visitor: SignedIn) -> Response:
    """One file of Python that needs no Perpetua."""
    visitor.ask(ShowLedger())  # who may not look needs no verifier
    file = Path(verifier.__file__)
    return FileResponse(file, media_type="text/x-python", filename=file.name)


def _streamed(lines: Iterator[bytes], name: str, media_type: str) -> Response:
    return StreamingResponse(_together(lines), 200, _named(name), media_type)


def _together(lines: Iterator[bytes]) -> Iterator[bytes]:
    while some := b"".join(islice(lines, _AT_ONCE)):
        yield some


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
