"""An aggregate decides, and remembers what it decided as events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self, TypeVar, cast
from uuid import UUID

from core.kernel.errors import StaleVersion
from core.kernel.event import Birth, Event

Frame = tuple[UUID, int, datetime]


class Aggregate:
    """Base of every aggregate: identity, version, and the events not saved yet.

    Decisions are methods that take the decided time; facts are applied in `when`, which never
    decides, never raises and never reads a clock.
    """

    KIND: ClassVar[str]

    def __init_subclass__(cls, *, born_by: type[Birth] | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if born_by:
            born_by.creates = cls
            cls.KIND = born_by.TOPIC.partition(".")[0]

    def begin(self, id: UUID, version: int, at: datetime) -> None:
        """Give a new-born aggregate its identity; only a `Birth` event calls this."""
        self.id = id
        self.version = version
        self.created_on = at
        self.modified_on = at
        self.pending: list[Event] = []

    @classmethod
    def born(cls, event: Birth) -> Self:
        """A new aggregate from its first event, which is kept for saving."""
        aggregate = fold(cls, [event])
        aggregate.pending.append(event)
        return aggregate

    def next(self, at: datetime) -> Frame:
        """Frame of the next event; the time never decreases within a stream (D34)."""
        require_utc(at)
        return self.id, self.version + 1, max(at, self.modified_on)

    def record(self, event: Event) -> None:
        """Apply a decided event and keep it for saving."""
        cast("Any", event).mutate(self)
        self.pending.append(event)

    def when(self, event: Event) -> None:
        """Apply one fact to the state; each aggregate registers its own events."""
        raise TypeError(f"{type(self).__name__} does not know {event.TOPIC}")

    def expect_version(self, expected: int | None) -> None:
        """Refuse when somebody else changed the aggregate since `expected` was read.

        Raises:
            StaleVersion: `expected` is given and is not the current version.
        """
        if expected is not None and expected != self.version:
            raise StaleVersion(self.KIND, str(self.id), expected=expected, current=self.version)


A = TypeVar("A", bound=Aggregate)


def fold(kind: type[A], history: Iterable[Event]) -> A:
    """The aggregate that its events, in order, add up to.

    Raises:
        ValueError: there are no events.
    """
    aggregate: Any = None
    for event in history:
        aggregate = event.mutate(aggregate)
    if not isinstance(aggregate, kind):
        raise ValueError(f"these events are no {kind.KIND}")
    return aggregate


def begins(kind: type[Aggregate], history: Sequence[Event]) -> bool:
    """Whether events are those of an aggregate of that kind."""
    return bool(history) and isinstance(history[0], Birth) and issubclass(history[0].creates, kind)


def first(id: UUID, at: datetime) -> Frame:
    """Frame of the first event of a new stream."""
    require_utc(at)
    return id, 1, at


def require_utc(at: datetime) -> None:
    """Refuse a time that is not UTC-aware: stored times are UTC only."""
    if at.utcoffset() != timedelta(0):
        raise ValueError(f"{at!r} is not in UTC")
