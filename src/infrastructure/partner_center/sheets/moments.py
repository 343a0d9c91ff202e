"""Moments in a price sheet, as numbers that are quick to compare: microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

ALWAYS, NEVER = -(2**62), 2**62
"""Moments before and after every other."""

_US_TIME = "%m/%d/%Y %I:%M:%S %p"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Unusable(ValueError):
    """Why a row goes to quarantine."""


@lru_cache(maxsize=4096)
def moment_in(text: str, unbounded: int) -> int:
    """ISO 8601 or `3/1/2018 12:00:00 AM`; no zone means UTC.

    Empty and the year 1 mean no bound, the year 9999 never.
    """
    text = text.strip()
    try:
        known = _us_time(text) if "/" in text else datetime.fromisoformat(text or "0001-01-01")
    except ValueError:
        raise Unusable(f"{text!r} is no date") from None
    if known.year in (1, 9999):
        return unbounded if known.year == 1 else NEVER
    return moment_of(known if known.tzinfo else known.replace(tzinfo=UTC))


@lru_cache(maxsize=4096)
def time_at(moment: int) -> datetime:
    return _EPOCH + timedelta(microseconds=moment)


def moment_of(time: datetime) -> int:
    return (time - _EPOCH) // timedelta(microseconds=1)


def _us_time(text: str) -> datetime:
    return datetime.strptime(text, _US_TIME).replace(tzinfo=UTC)
