"""Times as people are told them, and may type them again."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_text(moment: datetime) -> str:
    """ISO 8601 in UTC, to the microsecond where it has any, with a Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
