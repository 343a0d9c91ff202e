"""Who read recorded audit data, and when (B11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from application.history.list_history import ListHistory
from core.audit.access import AuditAccess
from entrypoints.http.parameters import OptionalText
from entrypoints.told_changes import in_words
from entrypoints.web.audit.told import Told, all_told
from entrypoints.web.pages import page
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/audit/reads")
_READ = {
    "history": "The history",
    "history-export": "An export of the history",
    "event": "An event",
    "stored-event": "An event as it is stored",
    "events-export": "An export of all events",
    "recorded-exchanges": "Recorded exchanges with Microsoft",
}


@dataclass(frozen=True)
class ReadEntry:
    """`entries` is None for an export, which is given while it is read."""

    told: Told
    what: str
    filters: tuple[tuple[str, str], ...]
    format: str | None
    entries: int | None
    first: int | None
    last: int | None


@router.get("")
def list_reads(
    visitor: SignedIn,
    actor: Annotated[OptionalText, Query()] = "",
    after: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    """Newest first."""
    asked = ListHistory(kind=AuditAccess.KIND, actor=actor.strip() or None, after=after)
    found = visitor.ask(asked)
    told = all_told(visitor, found.items)
    reads = tuple(_read(each) for each in told)
    return page(visitor, "audit/reads.html", found=found, reads=reads, actor=actor)


def _read(told: Told) -> ReadEntry:
    said: dict[str, Any] = {each.field: each.after for each in told.entry.changes}
    return ReadEntry(
        told=told,
        what=_READ.get(said["query"], in_words(said["query"])),
        filters=tuple((name.replace("_", " "), value) for name, value in said["filters"]),
        format=said.get("format"),
        entries=said.get("entries"),
        first=said.get("first_position"),
        last=said.get("last_position"),
    )
