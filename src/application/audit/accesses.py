"""Reads of audit data are kept like everything else that happens (B11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from application.messages import RecordedQuery
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.ledger import Ledger
from core.audit.access import AuditAccess, Reading
from core.ids import AuditAccessId

_APART = frozenset({"after", "limit", "format"})
"""Where a page begins and ends is told by the positions that were given."""


class AuditAccesses:
    """Writes down who was given what; the bus says by whom, and calls it before it answers."""

    def __init__(self, ledger: Ledger, clock: Clock, ids: Ids) -> None:
        self._ledger = ledger
        self._clock = clock
        self._ids = ids

    def record(self, query: RecordedQuery[Any], answer: Any) -> None:
        given = query.given(answer)
        reading = Reading(
            query=query.reads,
            filters=tuple(_filters(query)),
            format=getattr(query, "format", None),
            entries=given.entries,
            first_position=given.first,
            last_position=given.last,
        )
        access = AuditAccess.of(AuditAccessId(self._ids.new()), reading, at=self._clock.now())
        self._ledger.save(access)


def _filters(query: RecordedQuery[Any]) -> Iterator[tuple[str, str]]:
    told = query.model_dump(mode="json", exclude_defaults=True, exclude=set(_APART))
    for name, value in told.items():
        yield name, str(value)
