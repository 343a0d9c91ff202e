"""A fact of the business, stored for ever under an explicit name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, singledispatchmethod
from inspect import getattr_static
from typing import Any, ClassVar, cast

from eventsourcing.domain import AggregateEvent

_STORED_NAME = re.compile(r"(?P<name>[a-z-]+\.[a-z-]+)\.v(?P<version>[1-9]\d*)")
_FRAME = ("originator_id", "originator_version", "timestamp")
_registered: dict[str, type[Event]] = {}


@dataclass(frozen=True)
class Event(AggregateEvent):
    """Base of every event: originator id and version, and the decided time (UTC).

    A subclass names itself once and for ever in `TOPIC` (`aggregate.fact.vN`). A changed shape gets
    the next N and a static `upcast_vN_vN+1(data)` that turns the older data into the newer.
    """

    TOPIC: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "TOPIC" in cls.__dict__:
            register(cls)

    def apply(self, aggregate: Any) -> None:
        """As `aggregate.when(self)`; who that is, is looked for once and not for each event."""
        _fact(aggregate.__class__, type(self))(aggregate, self)


@dataclass(frozen=True)
class Birth(Event):
    """First event of a stream; `Aggregate(born_by=…)` ties it to the aggregate that it creates."""

    creates: ClassVar[type[Any]]

    def mutate(self, aggregate: Any) -> Any:
        if aggregate is not None:
            raise ValueError(f"{self.TOPIC} can only be the first event of a stream")
        born: Any = object.__new__(self.creates)
        born.begin(self.originator_id, self.originator_version, self.timestamp)
        self.apply(born)
        return born


@cache
def _fact(aggregate: type[Any], event: type[Event]) -> Callable[[Any, Event], None]:
    when = getattr_static(aggregate, "when")
    found: Callable[[Any, Event], None] = (
        when.dispatcher.dispatch(event) if isinstance(when, singledispatchmethod) else when
    )
    return found


def register(event_class: type[Event]) -> None:
    """Make the class known under its stored name; a second class of that name is refused."""
    name, _ = split_topic(event_class.TOPIC)
    if name in _registered:
        raise ValueError(f"stored name {name} is taken by {_registered[name].__name__}")
    _registered[name] = event_class


def split_topic(topic: str) -> tuple[str, int]:
    """`asset.created.v1` → (`asset.created`, 1)."""
    matched = _STORED_NAME.fullmatch(topic)
    if matched is None:
        raise ValueError(f"{topic!r} is no stored name of the form aggregate.fact.vN")
    return matched["name"], int(matched["version"])


def event_class_of(topic: str) -> type[Event]:
    """The class that reads events of this stored name, whatever their version."""
    return _registered[split_topic(topic)[0]]


def event_classes() -> tuple[type[Event], ...]:
    """Every registered event class, ordered by stored name."""
    return tuple(_registered[name] for name in sorted(_registered))


def facts_of(event: Event) -> dict[str, Any]:
    """The business fields of an event, without its frame (stream, version, time)."""
    return {name: getattr(event, name) for name in fact_names(type(event))}


def fact_names(event_class: type[Event]) -> tuple[str, ...]:
    """Names of the business fields of an event class, in declared order."""
    declared = fields(cast("Any", event_class))
    return tuple(field.name for field in declared if field.name not in _FRAME)
