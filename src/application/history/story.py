"""Entries of the ledger told to a person: what changed, and how things are called."""

from __future__ import annotations

from collections.abc import Sequence

from application.history.changes import Changes
from application.history.entry import HistoryEntry
from application.history.thing_names import ThingNames
from application.ports.rows import Page
from application.principal import Principal
from application.projections.history import HistoryRow


class Story:
    """Each page is told at once, with a few readings for all of its entries."""

    def __init__(self, changes: Changes, names: ThingNames) -> None:
        self._changes = changes
        self._names = names

    def tell(self, rows: Sequence[HistoryRow], by: Principal) -> tuple[HistoryEntry, ...]:
        """In the given order."""
        changes, names = self._changes.of(rows, by), self._names.of(rows)
        return tuple(
            HistoryEntry(
                position=row.position,
                version=row.version,
                time=row.time,
                kind=row.kind,
                thing=row.thing,
                thing_id=row.stream_id,
                thing_name=names.get(row.stream_id),
                actor=row.actor,
                role=row.role,
                channel=row.channel,
                reason=row.reason,
                changes=changes[row.position],
                correlation_id=row.correlation_id,
                causation_id=row.causation_id,
            )
            for row in rows
        )

    def tell_page(self, page: Page[HistoryRow], by: Principal) -> Page[HistoryEntry]:
        return Page(self.tell(page.items, by), page.next)
