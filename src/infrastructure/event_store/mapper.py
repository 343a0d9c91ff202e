"""Between events and their stored form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar, cast
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from application.context import current_cause
from application.ports.ledger import Metadata, Recorded
from core.kernel.event import Event
from infrastructure.event_store.envelope import encode, metadata_in, reader_of


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
        """What the row records; its bytes are read when somebody looks at them.

        Raises:
            UnreadableEvent: nobody knows the topic. Looking at event or metadata raises it as well,
                when the bytes are not of that topic's shape.
        """
        try:
            reader_of(row[3])
        except Exception as error:
            raise _unreadable(row, error) from error
        return _recorded(row)

    def all_recorded(self, rows: Sequence[Row]) -> list[Recorded]:
        """As `to_recorded`; each topic is looked at once."""
        firsts = {row[3]: row for row in reversed(rows)}
        for row in firsts.values():
            self.to_recorded(row)
        return list(map(_recorded, rows))


class StoredRecord(Recorded, tuple[Any, ...]):
    """A row of the ledger as it was fetched: most events are of interest to few, and what nobody
    looks at is never decoded."""

    position = property(itemgetter(0))
    stream_id = property(itemgetter(1))
    version = property(itemgetter(2))
    topic = property(itemgetter(3))

    def __getattr__(self, name: str) -> Any:
        """Only asked for what is not there yet."""
        if name == "event":
            found: Any = self._event()
        elif name == "metadata":
            found = self._metadata()
        else:
            raise AttributeError(name)
        self.__dict__[name] = found
        return found

    def _event(self) -> Event:
        _, stream_id, version, topic, state = self
        event_class, read = reader_of(topic)
        try:
            time, facts = read(state)
        except Exception as error:
            raise _unreadable(self, error) from error
        facts["originator_id"] = stream_id
        facts["originator_version"] = version
        facts["timestamp"] = time
        return _restored(event_class, facts)

    def _metadata(self) -> Metadata:
        try:
            return metadata_in(self[4])
        except Exception as error:
            raise _unreadable(self, error) from error


_recorded: Callable[[Row], Recorded] = partial(tuple.__new__, StoredRecord)


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
