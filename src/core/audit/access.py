"""One reading of audit data, written down for good (B11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.audit.events import AuditDataRead
from core.ids import AuditAccessId
from core.kernel.aggregate import Aggregate, first
from core.kernel.event import Event, facts_of


@dataclass(frozen=True)
class Reading:
    """What was asked and what was given; see `AuditDataRead`."""

    query: str
    filters: tuple[tuple[str, str], ...]
    format: str | None
    entries: int | None
    first_position: int | None
    last_position: int | None


class AuditAccess(Aggregate, born_by=AuditDataRead):
    """A stream of its own for each reading, so that readers never wait for one another."""

    reading: Reading

    @classmethod
    def of(cls, id: AuditAccessId, reading: Reading, *, at: datetime) -> Self:
        return cls.born(AuditDataRead(*first(id, at), **vars(reading)))

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: AuditDataRead) -> None:
        self.reading = Reading(**facts_of(event))
