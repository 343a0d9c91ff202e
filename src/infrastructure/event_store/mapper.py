"""Between events and their stored form."""

from __future__ import annotations

from typing import Any, TypeVar, cast
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from application.context import current_cause
from application.ports.ledger import Recorded
from core.kernel.event import Event
from infrastructure.event_store.envelope import decode, encode


class UnreadableEvent(Exception):
    """A stored event that this Perpetua cannot read; names its stream and, if known, position."""


Row = tuple[int, UUID, int, str, bytes]
"""A stored event: position (0 if unknown), stream, version, topic, state."""
T = TypeVar("T")


class EnvelopeMapper(Mapper[UUID]):
    """Writes events into envelopes, with the cause of the running command (B11)."""

    def __init__(self) -> None:
        """The envelope takes the place of the library's transcoder."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """
        Raises:
            LookupError: no command is running.
            ValueError, TypeError: the event has no exact stored form.
        """
        event = cast("Event", domain_event)
        return StoredEvent(
            originator_id=event.originator_id,
            originator_version=event.originator_version,
            topic=event.TOPIC,
            state=encode(event, current_cause()),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Event:
        """
        Raises:
            UnreadableEvent: its topic is unknown, or its bytes are not of that topic's shape.
        """
        stored = cast("Any", stored_event)
        frame = (stored.originator_id, stored.originator_version, stored.topic, stored.state)
        return self.to_recorded((getattr(stored, "id", 0), *frame)).event

    def to_recorded(self, row: Row) -> Recorded:
        """
        Raises:
            UnreadableEvent: see `to_domain_event`.
        """
        position, stream_id, version, topic, state = row
        try:
            metadata, event_class, facts = decode(topic, state)
        except Exception as error:
            raise _unreadable(row, error) from error
        facts["originator_id"] = stream_id
        facts["originator_version"] = version
        facts["timestamp"] = metadata.time
        recorded = {
            "position": position,
            "stream_id": stream_id,
            "version": version,
            "topic": topic,
            "metadata": metadata,
            "event": _restored(event_class, facts),
        }
        return _restored(Recorded, recorded)


def _restored(kind: type[T], state: dict[str, Any]) -> T:
    """A frozen dataclass as it was, without the cost of running `__init__` again."""
    restored = object.__new__(kind)
    object.__setattr__(restored, "__dict__", state)
    return restored


def _unreadable(row: Row, error: Exception) -> UnreadableEvent:
    position, stream_id, version, topic, _ = row
    at = f", position {position}" if position else ""
    return UnreadableEvent(
        f"{topic} (version {version} of stream {stream_id}{at}) cannot be read: {error}"
    )
