"""The stored form of an event, frozen for ever: UTF-8 JSON `{"m": metadata, "d": data}`.

Decimals and ids are strings, times end in `Z` and have six decimals, tuples are arrays, dataclasses
are objects; every field is present, in declared order.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, TypedDict, get_type_hints

import msgspec

from application.context import Cause
from application.ports.ledger import Metadata
from core.kernel.event import Event, event_class_of, fact_names, split_topic
from infrastructure.database.ledger_times import text_of_time
from infrastructure.event_store.writers import record_writer

Facts = dict[str, Any]
Reader = Callable[[bytes], tuple[datetime, Facts]]
"""From the stored bytes to the decided time and the business fields."""

_encoder = msgspec.json.Encoder(decimal_format="string", uuid_format="canonical")


def encode(event: Event, cause: Cause) -> bytes:
    """The bytes to store; the metadata is the decided time and the cause (B11).

    Raises:
        ValueError: a time is not in UTC, or a decimal is not finite.
        TypeError: a field is of a type that has no exact written form.
    """
    metadata = {"time": text_of_time(event.timestamp), **vars(cause)}
    return _encoder.encode({"m": metadata, "d": _facts_writer(type(event))(event)})


def decode(topic: str, state: bytes) -> tuple[Metadata, type[Event], Facts]:
    """Metadata, and class and business fields of the event, raised to the newest version.

    Raises:
        ValueError: nobody knows the topic, or the bytes are not of its shape.
    """
    event_class, read = reader_of(topic)
    return metadata_in(state), event_class, read(state)[1]


def metadata_in(state: bytes) -> Metadata:
    """
    Raises:
        ValueError: the bytes are not an envelope.
    """
    metadata: Metadata = _metadata_decoder.decode(state).m
    return metadata


@cache
def _facts_writer(event_class: type[Event]) -> Callable[[Event], Facts]:
    return record_writer(_fact_hints(event_class))


@cache
def reader_of(topic: str) -> tuple[type[Event], Reader]:
    """The class of the event, and how its bytes are read, raised to the newest version.

    Raises:
        ValueError: nobody knows the topic.
    """
    name, version = split_topic(topic)
    try:
        event_class = event_class_of(topic)
    except KeyError:
        raise ValueError(f"no event is named {name}") from None
    newest = split_topic(event_class.TOPIC)[1]
    if version > newest:
        raise ValueError(f"a newer Perpetua wrote it: this one knows {name} up to v{newest}")
    if version < newest:
        return event_class, _upcasting_reader(event_class, range(version, newest))
    return event_class, _typed_reader(event_class)


def _typed_reader(event_class: type[Event]) -> Reader:
    decoder = _envelope_decoder(_facts_shape(event_class))

    def read(state: bytes) -> tuple[datetime, Facts]:
        envelope = decoder.decode(state)
        return envelope.m.time, envelope.d

    return read


def _upcasting_reader(event_class: type[Event], versions: range) -> Reader:
    decoder = _envelope_decoder(Facts)
    steps = [getattr(event_class, f"upcast_v{version}_v{version + 1}") for version in versions]
    newest = _facts_shape(event_class)

    def read(state: bytes) -> tuple[datetime, Facts]:
        envelope = decoder.decode(state)
        facts = envelope.d
        for upcast in steps:
            facts = upcast(facts)
        return envelope.m.time, msgspec.convert(facts, newest)

    return read


def _envelope_decoder(facts: Any) -> msgspec.json.Decoder[Any]:
    shape = msgspec.defstruct("Envelope", [("m", _Decided), ("d", facts)], gc=False)
    return msgspec.json.Decoder(shape)


class _Decided(msgspec.Struct, gc=False):
    """Of the metadata, what the event itself needs."""

    time: datetime


class _Told(msgspec.Struct, gc=False):
    m: Metadata


_metadata_decoder = msgspec.json.Decoder(_Told)


def _facts_shape(event_class: type[Event]) -> Any:
    """A dict of those names: what an event is restored from."""
    return TypedDict(event_class.__name__, _fact_hints(event_class))  # type: ignore[operator]


def _fact_hints(event_class: type[Event]) -> dict[str, Any]:
    hints = get_type_hints(event_class)
    return {name: hints[name] for name in fact_names(event_class)}
