"""Everything that happened, to search and to follow (B11, S27)."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from application.history.find_anything import FindAnything, Finding, Found
from application.history.list_history import ListHistory
from application.ports.rows import Page
from core.kernel.errors import Invalid, NotFound
from core.kernel.event import event_classes, split_topic
from entrypoints.http.parameters import OptionalText
from entrypoints.web.audit.history_filter import HistoryFilter, filter_of
from entrypoints.web.audit.sentences import thing_words
from entrypoints.web.audit.told import all_told
from entrypoints.web.pages import page, see
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/audit")
Oldest = Annotated[bool, Query()]
Cursor = Annotated[str | None, Query(max_length=2000)]
_LENGTH = 30
_NOTHING: Page[Any] = Page((), None)


@router.get("")
def search(
    request: Request, visitor: SignedIn, oldest_first: Oldest = False, after: Cursor = None
) -> Response:
    """Every filter stands in the address, under the name that `ListHistory` has for it."""
    form = filter_of(request.query_params)
    shown: dict[str, Any] = {"form": form, "oldest_first": oldest_first, "kinds": _kinds()}
    if not form.validate():
        return _history(visitor, found=_NOTHING, **shown)
    asked = ListHistory(**form.asked, oldest_first=oldest_first, after=after, limit=_LENGTH)
    try:
        return _history(visitor, found=visitor.ask(asked), **shown)
    except (NotFound, Invalid) as refusal:
        return _history(visitor, found=_NOTHING, refusal=refusal, **shown)


@router.get("/find")
def find(visitor: SignedIn, what: Annotated[OptionalText, Query()] = "") -> Response:
    """The page of whatever was pasted; a choice where it could be several."""
    wanted = what.strip()
    if not wanted:
        return see("/audit")
    found = visitor.ask(FindAnything(what=wanted))
    if len(found) == 1:
        return see(_address(found[0]))
    choices = [(each, _address(each), thing_words(each.thing or "")) for each in found]
    return page(visitor, "audit/found.html", what=wanted, choices=choices)


@router.get("/things/{thing_id}")
def story(
    thing_id: UUID, visitor: SignedIn, newest_first: Oldest = False, after: Cursor = None
) -> Response:
    """All that happened to one thing, from its beginning."""
    asked = ListHistory(thing_id=thing_id, oldest_first=not newest_first, after=after)
    found = visitor.ask(asked)
    return page(
        visitor,
        "audit/thing.html",
        found=found,
        told=all_told(visitor, found.items),
        thing_id=thing_id,
        newest_first=newest_first,
    )


def _history(visitor: SignedIn, *, found: Page[Any], form: HistoryFilter, **shown: Any) -> Response:
    filters = {each.name: each.data for each in form.set_ones}
    return page(
        visitor,
        "audit/history.html",
        found=found,
        told=all_told(visitor, found.items),
        form=form,
        exported_by=lambda written_as: urlencode({**filters, "format": written_as}),
        **shown,
    )


def _kinds() -> tuple[str, ...]:
    """What can be filtered by: every thing, and every event."""
    events = [split_topic(each.TOPIC)[0] for each in event_classes()]
    return tuple(sorted({*events, *(each.partition(".")[0] for each in events)}))


def _address(found: Found) -> str:
    match found.finding:
        case Finding.THING:
            return f"/audit/things/{found.reference}"
        case Finding.EVENT:
            return f"/audit/events/{found.reference}"
        case Finding.CORRELATION:
            return f"/audit?correlation_id={found.reference}&oldest_first=true"
        case Finding.ACTOR | Finding.KIND:
            return f"/audit?{urlencode({str(found.finding): found.reference})}"
