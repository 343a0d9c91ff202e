"""Until when a perpetual licence may be returned; Microsoft's answer decides (D30)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil

_SHORTENED_ON = datetime(2021, 6, 1, tzinfo=UTC)


def return_deadline(ordered_at: datetime | None) -> datetime | None:
    """Last UTC moment of the return window: 30 days after the vendor's purchase (D11, D30).

    Purchases before 2021-06-01 had 60 days. None while nothing was bought.
    """
    if ordered_at is None:
        return None
    days = 30 if ordered_at >= _SHORTENED_ON else 60
    return ordered_at + timedelta(days=days)


def days_left(deadline: datetime | None, now: datetime) -> int | None:
    """Begun days of the return window that are left at a UTC time; 0 once it is over (D30)."""
    if deadline is None:
        return None
    return max(0, ceil((deadline - now) / timedelta(days=1)))
