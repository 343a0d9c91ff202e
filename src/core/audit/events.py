"""What people do to the ledger and its read models beside the business."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.event import Birth


@dataclass(frozen=True)
class AuditDataRead(Birth):
    """Somebody was given audit data; who, when and through which channel is in the metadata (B11).

    `query` says what was asked, `filters` pairs each filter that was given with its value, `format`
    is that of an export. `entries` counts what was given, from `first_position` to `last_position`
    of the ledger; of an export, which is given while it is read, it is None, and `last_position` is
    where the export ends.
    """

    TOPIC = "audit-access.read.v1"
    query: str
    filters: tuple[tuple[str, str], ...]
    format: str | None
    entries: int | None
    first_position: int | None
    last_position: int | None


@dataclass(frozen=True)
class ReadModelSwitched(Birth):
    """Readers of a read model see another of its tables since then (B7, B11).

    `before` and `after` name version and build, such as `v3, build 2`; `before` is None where there
    was none.
    """

    TOPIC = "read-model.switched.v1"
    name: str
    before: str | None
    after: str


@dataclass(frozen=True)
class BackupRestored(Birth):
    """A back-up was put in the place of the database: what stands before this event is its content.

    `file` is the name of the back-up, without its folder; `last_position` that of its last event.
    """

    TOPIC = "backup.restored.v1"
    file: str
    events: int
    last_position: int
