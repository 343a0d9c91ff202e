"""Given these facts, when somebody decides, then these facts follow, or the decision is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

import pytest

from core.kernel.aggregate import Aggregate, fold
from core.kernel.errors import Refused
from core.kernel.event import Event, facts_of

A = TypeVar("A", bound=Aggregate)
E = TypeVar("E", bound=Event)

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
STREAM = UUID("01953a10-0000-7000-8000-00000000a55e")
_UNFRAMED = (STREAM, 0, NOON)


def minutes(number: float) -> datetime:
    """A time so many minutes after noon."""
    return NOON + timedelta(minutes=number)


def fact(kind: type[E], **facts: Any) -> E:
    """An event without a place in a stream; the scenario gives it one."""
    return kind(*_UNFRAMED, **facts)


class Scenario(Generic[A]):
    """One grammar for every aggregate; it compares business facts, never frames."""

    def __init__(self, kind: type[A], stream: UUID) -> None:
        self._kind = kind
        self._stream = stream
        self._history: list[Event] = []
        self._action: Callable[[A], Any] | None = None

    def given(self, *history: Event) -> Self:
        """These facts happened, a minute apart; the last one at noon."""
        first = NOON - timedelta(minutes=len(history) - 1)
        self._history = [
            replace(
                event,
                originator_id=self._stream,
                originator_version=number + 1,
                timestamp=first + timedelta(minutes=number),
            )
            for number, event in enumerate(history)
        ]
        return self

    def when(self, action: Callable[[A], Any]) -> Self:
        self._action = action
        return self

    @property
    def aggregate(self) -> A:
        """What the given facts add up to."""
        return fold(self._kind, self._history)

    def then(self, *expected: Event) -> A:
        """Exactly these facts follow; returns what the aggregate became."""
        aggregate = self.aggregate
        self._act(aggregate)
        assert [told(event) for event in aggregate.pending] == [told(event) for event in expected]
        require_one_stream((*self._history, *aggregate.pending))
        return aggregate

    def then_nothing(self) -> A:
        return self.then()

    def then_refused(self, refusal: type[Refused], match: str | None = None) -> Refused:
        """The decision is refused and nothing happened."""
        aggregate = self.aggregate
        with pytest.raises(refusal, match=match) as caught:
            self._act(aggregate)
        assert aggregate.pending == []
        assert aggregate.version == len(self._history)
        return caught.value

    def _act(self, aggregate: A) -> None:
        assert self._action is not None, "a scenario needs a when"
        self._action(aggregate)


def scenario(kind: type[A], stream: UUID = STREAM) -> Scenario[A]:
    return Scenario(kind, stream)


def told(event: Event) -> tuple[str, dict[str, Any]]:
    """What an event says, without its frame."""
    return event.TOPIC, facts_of(event)


def require_one_stream(history: Sequence[Event]) -> None:
    """Versions count from one without gaps, and times never decrease (D34)."""
    assert [event.originator_version for event in history] == list(range(1, len(history) + 1))
    assert len({event.originator_id for event in history}) == 1
    assert all(before.timestamp <= after.timestamp for before, after in pairwise(history))
