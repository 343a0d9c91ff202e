"""One event, what led to it, what it led to, and all that was done with it (B11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import Field

from application.history.entry import HistoryEntry
from application.history.list_history import given_entries
from application.history.stated import told_facts, without_costs
from application.history.story import Story
from application.messages import Given, RecordedQuery
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.history import HISTORY, HistoryRow
from application.queries.asset_view import SEES_COST
from core.kernel.errors import NotFound

_FARTHEST = 100
"""So many causes before the event; a chain of commands is never that long."""
_MOST = 500


@dataclass(frozen=True)
class EventInContext:
    """`facts` is what the event tells, `command_id` names the command that decided it.

    `causes` are the events that led to it, the nearest first; `effects` those that it led to.
    `correlated` begins with the first event of the same correlation; its `next` goes on in the
    history of that correlation, oldest first.
    """

    event: HistoryEntry
    facts: Mapping[str, Any]
    command_id: UUID
    causes: tuple[HistoryEntry, ...]
    effects: tuple[HistoryEntry, ...]
    correlated: Page[HistoryEntry]


class ShowEvent(RecordedQuery[EventInContext]):
    """By its position in the ledger."""

    roles = STAFF
    reads = "event"
    position: int = Field(ge=1, le=2**63 - 1)

    def given(self, answer: EventInContext) -> Given:
        told = (answer.event, *answer.causes, *answer.effects, *answer.correlated.items)
        return given_entries(tuple({each.position: each for each in told}.values()))


class ShowEventHandler:
    def __init__(self, rows: Rows, story: Story) -> None:
        self._rows = rows
        self._story = story

    def __call__(self, query: ShowEvent, by: Principal) -> EventInContext:
        """
        Raises:
            NotFound: there is no event at that position.
        """
        row = self._rows.one(HISTORY, {"position": query.position})
        if row is None:
            advice = "Positions stand in the history: perpetua audit history"
            raise NotFound("event at position", str(query.position), advice=advice)
        facts = told_facts(row)
        return EventInContext(
            event=self._story.tell((row,), by)[0],
            facts=facts if by.role in SEES_COST else without_costs(facts),
            command_id=row.command_id,
            causes=self._story.tell(tuple(self._causes(row)), by),
            effects=self._story.tell(self._effects(row), by),
            correlated=self._story.tell_page(self._correlated(row), by),
        )

    def _causes(self, row: HistoryRow) -> Iterator[HistoryRow]:
        cause = self._cause(row)
        for _ in range(_FARTHEST):
            if cause is None:
                return
            yield cause
            cause = self._cause(cause)

    def _cause(self, row: HistoryRow) -> HistoryRow | None:
        stream, _, version = (row.causation_id or "").partition("@")
        try:
            named = {"stream_id": UUID(stream), "version": int(version)}
        except ValueError:  # it names something else than an event
            return None
        return self._rows.one(HISTORY, named)

    def _effects(self, row: HistoryRow) -> Sequence[HistoryRow]:
        """Whoever acts because of an event does so in its correlation."""
        caused = {
            "correlation_id": row.correlation_id,
            "causation_id": f"{row.stream_id}@{row.version}",
        }
        return self._rows.page(HISTORY, where=caused, order=("position",), limit=_MOST).items

    def _correlated(self, row: HistoryRow) -> Page[HistoryRow]:
        together = {"correlation_id": row.correlation_id}
        return self._rows.page(HISTORY, where=together, order=("position",))
