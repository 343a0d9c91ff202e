"""What happens when somebody reads audit data."""

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
