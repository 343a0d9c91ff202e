"""Everything that happened, or a part of it, with what it changed (B11, S27)."""

from __future__ import annotations

from pydantic import Field

from application.history.entry import HistoryEntry
from application.history.filtered import FilteredHistory
from application.history.pages import HistoryPages, Wanted
from application.history.story import Story
from application.messages import Given
from application.ports.rows import Page
from application.principal import Principal


class ListHistory(FilteredHistory[Page[HistoryEntry]]):
    """Newest first, unless asked otherwise."""

    reads = "history"
    oldest_first: bool = False
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)

    def given(self, answer: Page[HistoryEntry]) -> Given:
        return given_entries(answer.items)


class ListHistoryHandler:
    def __init__(self, pages: HistoryPages, story: Story) -> None:
        self._pages = pages
        self._story = story

    def __call__(self, query: ListHistory, by: Principal) -> Page[HistoryEntry]:
        """
        Raises:
            NotFound: there is no such thing, or no such account.
            Invalid: the cursor is not one of this list, or a filter cannot be understood.
        """
        self._pages.require_known(query)
        wanted = Wanted(query.oldest_first, query.after, query.limit)
        return self._story.tell_page(self._pages.page(query, wanted), by)


def given_entries(entries: tuple[HistoryEntry, ...]) -> Given:
    """How many, and between which positions."""
    positions = [each.position for each in entries]
    return Given(len(positions), min(positions, default=None), max(positions, default=None))
