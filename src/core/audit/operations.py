"""What somebody did to the database, each written down for good (B11)."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.audit.events import BackupRestored, ReadModelSwitched
from core.ids import OperationId
from core.kernel.aggregate import Aggregate, first
from core.kernel.event import Event


class ReadModelSwitch(Aggregate, born_by=ReadModelSwitched):
    """A stream of its own for each."""

    @classmethod
    def of(
        cls, id: OperationId, name: str, *, before: str | None, after: str, at: datetime
    ) -> Self:
        return cls.born(ReadModelSwitched(*first(id, at), name=name, before=before, after=after))

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: ReadModelSwitched) -> None:
        self.name = event.name


class Restoration(Aggregate, born_by=BackupRestored):
    """A stream of its own for each."""

    @classmethod
    def of(
        cls, id: OperationId, file: str, *, events: int, last_position: int, at: datetime
    ) -> Self:
        restored = BackupRestored(
            *first(id, at), file=file, events=events, last_position=last_position
        )
        return cls.born(restored)

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: BackupRestored) -> None:
        self.file = event.file
