"""What happened, why, and what it changed; to read and to take away (B11, S27)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from application.history.entry import HistoryEntry
from application.history.export_history import ExportFormat, ExportHistory
from application.history.list_history import ListHistory
from application.history.show_event import EventInContext, ShowEvent
from application.ports.rows import Page
from entrypoints.history_export import exported
from entrypoints.http.answers import answer, answer_page, shown
from entrypoints.http.caller import SignedIn
from entrypoints.http.parameters import InPages, Text

router = APIRouter(prefix="/audit", tags=["Audit"])
_TYPES = {ExportFormat.JSONL: "application/jsonl", ExportFormat.CSV: "text/csv; charset=utf-8"}
_AT_ONCE = 100
"""Lines that are sent together."""


def filters(
    thing_id: Annotated[
        UUID | None, Query(description="Of one asset, order, product, account, …")
    ] = None,
    account_id: Annotated[
        UUID | None,
        Query(description="Of the account, and of the orders and assets it is part of."),
    ] = None,
    actor: Annotated[Text | None, Query(description="Done by, such as `operator:maria`.")] = None,
    kind: Annotated[
        Text | None, Query(description="A thing, or an event: `asset`, `asset.renamed`.")
    ] = None,
    since: Annotated[
        AwareDatetime | None, Query(alias="from", description="At this time or later, with zone.")
    ] = None,
    until: Annotated[
        AwareDatetime | None, Query(alias="to", description="Before this time, with zone.")
    ] = None,
    correlation_id: Annotated[
        UUID | None, Query(description="Done together, for one request.")
    ] = None,
    without_reads: Annotated[
        bool, Query(description="Leave out who read audit data, unless `kind` or `thing_id` asks.")
    ] = False,
) -> dict[str, Any]:
    given: dict[str, UUID | str | datetime | bool | None] = {
        "thing_id": thing_id,
        "account_id": account_id,
        "actor": actor,
        "kind": kind,
        "since": since,
        "until": until,
        "correlation_id": correlation_id,
        "without_reads": without_reads,
    }
    return given


Filtered = Annotated[dict[str, Any], Depends(filters)]


@router.get(
    "/history",
    summary="Show what happened",
    responses=shown(Page[HistoryEntry], "Newest first, unless asked otherwise."),
)
def list_history(
    caller: SignedIn,
    filtered: Filtered,
    pages: InPages,
    request: Request,
    oldest_first: Annotated[bool, Query(description="From the beginning.")] = False,
) -> Response:
    """Who did what to what, when, through which channel and why, and what it changed.

    Every filter narrows it further. That it was read is itself an event, `audit-access.read`.
    """
    asked = ListHistory(**filtered, oldest_first=oldest_first, after=pages.after, limit=pages.limit)
    return answer_page(caller.ask(asked), request)


@router.get(
    "/history/export",
    summary="Export what happened",
    responses={
        200: {
            "content": {each.partition(";")[0]: {} for each in _TYPES.values()},
            "description": "A line per event, oldest first.",
        }
    },
    response_class=StreamingResponse,
)
def export_history(
    caller: SignedIn,
    filtered: Filtered,
    written_as: Annotated[
        ExportFormat, Query(alias="format", description="JSON Lines, or CSV for spreadsheets.")
    ] = ExportFormat.JSONL,
) -> Response:
    """The history with what each event changed; the stored events themselves: `/audit/events`."""
    export = caller.ask(ExportHistory(**filtered, format=written_as))
    lines = exported(export.entries, written_as)
    return StreamingResponse(_together(lines), media_type=_TYPES[written_as])


@router.get(
    "/events/{position}",
    summary="Show an event",
    responses=shown(EventInContext, "The event, its causes, its effects, its correlation."),
)
def show_event(
    caller: SignedIn,
    position: Annotated[int, Path(ge=1, le=2**63 - 1, description="Its place in the ledger.")],
) -> Response:
    """What an event tells, what led to it, what it led to, and all that was done with it."""
    return answer(caller.ask(ShowEvent(position=position)))


def _together(lines: Iterator[bytes]) -> Iterator[bytes]:
    while some := b"".join(islice(lines, _AT_ONCE)):
        yield some
