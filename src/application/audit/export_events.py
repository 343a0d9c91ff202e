"""The whole ledger as JSON Lines, of which anybody can compute the hash chain again (B4)."""

from __future__ import annotations

from collections.abc import Iterator

from application.messages import Given, RecordedQuery
from application.ports.ledger_chain import LedgerChain
from application.ports.progress import Progress
from application.principal import STAFF, Principal


class ExportEvents(RecordedQuery[Iterator[bytes]]):
    """A line per event, read from the database as the lines are taken."""

    roles = STAFF
    reads = "events-export"

    def given(self, answer: Iterator[bytes]) -> Given:
        """Every event up to the one that tells of the export."""
        return Given()


class ExportEventsHandler:
    def __init__(self, chain: LedgerChain, progress: Progress) -> None:
        self._chain = chain
        self._progress = progress

    def __call__(self, query: ExportEvents, by: Principal) -> Iterator[bytes]:
        return self._chain.lines(self._progress)
