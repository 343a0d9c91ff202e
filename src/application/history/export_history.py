"""A history to take away: every entry of it, oldest first, however many there are (B11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from application.history.entry import HistoryEntry
from application.history.filtered import FilteredHistory
from application.history.pages import HistoryPages, Wanted
from application.history.story import Story
from application.messages import Given
from application.ports.progress import Progress
from application.principal import Principal

_AT_ONCE = 500


class ExportFormat(StrEnum):
    """As which a history is written."""

    JSONL = "jsonl"
    CSV = "csv"


@dataclass(frozen=True)
class HistoryExport:
    """`entries` are read page by page while they are taken; none stands behind `upto`."""

    entries: Iterator[HistoryEntry]
    upto: int


class ExportHistory(FilteredHistory[HistoryExport]):
    """One reading, however many pages it takes."""

    reads = "history-export"
    format: ExportFormat

    def given(self, answer: HistoryExport) -> Given:
        return Given(last=answer.upto)


class ExportHistoryHandler:
    def __init__(self, pages: HistoryPages, story: Story, progress: Progress) -> None:
        self._pages = pages
        self._story = story
        self._progress = progress

    def __call__(self, query: ExportHistory, by: Principal) -> HistoryExport:
        """
        Raises:
            NotFound: there is no such thing, or no such account.
            Invalid: a filter cannot be understood.
        """
        self._pages.require_known(query)
        query.where()
        upto = self._pages.end()
        return HistoryExport(self._entries(query, by, upto), upto)

    def _entries(self, query: ExportHistory, by: Principal, upto: int) -> Iterator[HistoryEntry]:
        after, done = None, 0
        while True:
            page = self._pages.page(query, Wanted(True, after, _AT_ONCE, upto))
            yield from self._story.tell(page.items, by)
            after = page.next
            done = upto if after is None else max(done, page.items[-1].position)
            self._progress.advance("Exporting the history", done=done, total=upto)
            if after is None:
                return
