"""One entry of a history, as everybody reads it (SPEC section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Change:
    """One field of the thing before and after the event."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class HistoryEntry:
    """One event; `kind` is its stored name, `time` is in UTC.

    `thing` says what it happened to, such as `asset`; `thing_name` is how that is called now, if it
    has a name.
    """

    position: int
    version: int
    time: datetime
    kind: str
    thing: str
    thing_id: UUID
    thing_name: str | None
    actor: str
    role: str
    channel: str
    reason: str | None
    changes: tuple[Change, ...]
    correlation_id: UUID
    causation_id: str | None
