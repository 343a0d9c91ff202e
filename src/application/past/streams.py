"""Anything in the ledger as it was at a time (B5, D34)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from application.ports.ledger import EventLog, Recorded
from core.kernel.aggregate import Aggregate, fold
from core.kernel.errors import Invalid

A = TypeVar("A", bound=Aggregate)


class Past:
    """Reads streams up to a position in the ledger; None stands for now."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def position(self, at: datetime | None) -> int | None:
        """Where the ledger stood at a time with zone: the last event decided by then (D34).

        Raises:
            Invalid: the time has no zone.
        """
        return self._log.position_at(in_utc(at)) if at else None

    def story(self, id: UUID, upto: int | None) -> tuple[Recorded, ...]:
        """The events of a stream up to a position."""
        whole = self._log.stream(id)
        return tuple(each for each in whole if upto is None or each.position <= upto)

    def find(self, kind: type[A], id: UUID, upto: int | None) -> A | None:
        """The aggregate as it was; None where its stream had not begun."""
        story = self.story(id, upto)
        return fold(kind, (each.event for each in story)) if story else None


def in_utc(moment: datetime) -> datetime:
    """
    Raises:
        Invalid: the time has no zone.
    """
    if moment.tzinfo is None:
        raise Invalid("A time needs its zone.", advice="Write 2026-01-31T12:00:00Z.")
    return moment.astimezone(UTC)
