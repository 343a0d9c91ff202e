"""A ledger that is filled with sales."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from application.context import Cause, because_of
from benchmarks.sales import sold
from core.kernel.event import Event
from infrastructure.database.database import Database
from infrastructure.event_store.mapper import EnvelopeMapper
from infrastructure.event_store.recorders import recorder_for

_COMMAND = UUID(int=3)
_TOGETHER = 5_000


def fill(database: Database, events: int) -> None:
    """Append so many events of sales."""
    append(database, islice(sold(), events))


def append(database: Database, events: Iterable[Event]) -> None:
    """Append events as the program stores them."""
    mapper, recorder = EnvelopeMapper(), recorder_for(database)
    cause = Cause("worker:provisioning", "worker", "worker", _COMMAND, _COMMAND, None, None)
    with because_of(cause):
        stored = map(mapper.to_stored_event, events)
        while some := list(islice(stored, _TOGETHER)):
            _append(recorder, some)
    recorder.close()


def _append(recorder: object, events: Iterable[StoredEvent]) -> None:
    recorder.insert_events(list(events))  # type: ignore[attr-defined]
