"""A ledger and a clock for running a decision again: nothing is written, no time passes (B6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from application.ports.exchanges import Conversation
from application.ports.ledger import Recorded
from core.kernel.aggregate import Aggregate, fold
from core.kernel.errors import NotFound
from core.kernel.event import Birth, Event

A = TypeVar("A", bound=Aggregate)
Stream = Callable[[UUID], Sequence[Recorded]]


class Rehearsed(Exception):
    """The decision was made; nothing more is to be run."""


class RehearsalLedger:
    """Ledger and EventLog as they stood before a step; what is saved is only remembered.

    It can read streams and nothing else. `before` is the ledger position that was not reached yet.
    """

    def __init__(self, stream: Stream, conversation: Conversation, *, before: int | None) -> None:
        self._stream = stream
        self._asset_id = conversation.asset_id
        self._version = conversation.version
        self._wanted = (conversation.stored or conversation.version + 1) - conversation.version
        self._before = before
        last = conversation.exchanges[-1]
        self._ended_at = last.at + timedelta(milliseconds=last.milliseconds)
        self.decided: list[Event] = []

    def stream(self, id: UUID) -> Sequence[Recorded]:
        if id == self._asset_id:
            return [each for each in self._stream(id) if each.version <= self._version]
        return [each for each in self._stream(id) if self._was_there(each)]

    def _was_there(self, other: Recorded) -> bool:
        is_before = self._before is None or other.position < self._before
        return is_before and other.metadata.time <= self._ended_at

    def find(self, kind: type[A], id: UUID) -> A | None:
        history = [each.event for each in self.stream(id)]
        if not history or not isinstance(history[0], Birth) or history[0].creates is not kind:
            return None
        return fold(kind, [*history, *(self.decided if id == self._asset_id else ())])

    def get(self, kind: type[A], id: UUID) -> A:
        found = self.find(kind, id)
        if found is None:
            raise NotFound(kind.KIND, str(id))
        return found

    def get_all(self, kind: type[A], ids: Sequence[UUID]) -> tuple[A, ...]:
        return tuple(self.get(kind, id) for id in ids)

    def save(self, *aggregates: Aggregate) -> None:
        """
        Raises:
            Rehearsed: the step has decided as many events as it had stored.
        """
        for aggregate in aggregates:
            if aggregate.id == self._asset_id:
                self.decided.extend(aggregate.pending)
            aggregate.pending.clear()
        if len(self.decided) >= self._wanted:
            raise Rehearsed


class RehearsalClock:
    """Stands where the recording stands."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def wait(self, seconds: float) -> None:
        self._moment += timedelta(seconds=seconds)

    def move_to(self, moment: datetime) -> None:
        self._moment = max(self._moment, moment)
