"""One event: its story, and as it is stored (B11, B4)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from application.audit.show_stored_event import ShowStoredEvent
from application.history.show_event import ShowEvent
from application.queries.asset_view import SEES_COST
from entrypoints.rendering import to_plain
from entrypoints.told_changes import in_words
from entrypoints.web.audit.told import all_told
from entrypoints.web.pages import page
from entrypoints.web.visitor import SignedIn

router = APIRouter(prefix="/audit/events")
Position = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/{position}")
def story(position: Position, visitor: SignedIn) -> Response:
    """The event between its causes and its effects, and all that was done for the same request."""
    found = visitor.ask(ShowEvent(position=position))
    facts = to_plain(found.facts)
    [event] = all_told(visitor, (found.event,))
    return page(
        visitor,
        "audit/event.html",
        event=event,
        facts=tuple(_rows(facts)),
        command_id=found.command_id,
        causes=all_told(visitor, reversed(found.causes)),
        effects=all_told(visitor, found.effects),
        together=all_told(visitor, found.correlated.items),
        more_together=found.correlated.next is not None,
        sees_stored=visitor.principal.role in SEES_COST,
    )


@router.get("/{position}/stored")
def stored(position: Position, visitor: SignedIn) -> Response:
    """The stored text itself, and the same in lines."""
    found = visitor.ask(ShowStoredEvent(position=position))
    text = _readable(found.state or "")
    return page(visitor, "audit/stored.html", stored=found, text=text, in_lines=_in_lines(text))


def _readable(state: str) -> str:
    """Bytes that are no UTF-8, which only somebody else can have left there, are spelt out."""
    return state.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _rows(facts: Mapping[str, Any], of: str = "") -> Iterator[tuple[str, str]]:
    """A row for each fact, and for each part of one that has several."""
    for name, value in facts.items():
        called = f"{of} {name.replace('_', ' ')}".strip()
        if isinstance(value, Mapping):
            yield from _rows(value, called)
        else:
            yield called[:1].upper() + called[1:], in_words(value)


def _in_lines(text: str) -> str | None:
    """None where somebody left no JSON there."""
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return None
