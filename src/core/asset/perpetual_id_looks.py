"""When to look for a perpetual id that Microsoft has not issued yet (D14)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

_FIRST = (timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5))
_EVERY = timedelta(minutes=15)
AWAITED_FOR = timedelta(hours=48)
"""Behind the provisioning; afterwards only people look."""


class PerpetualIdStatus(StrEnum):
    """`not_issued` is no alarm: Microsoft may issue it late, or never."""

    ISSUED = "issued"
    AWAITED = "awaited"
    NOT_ISSUED = "not_issued"


def next_look(provisioned_at: datetime, after: datetime) -> datetime | None:
    """The first look behind a UTC time: 15 s, 1 min, 5 min, then every 15 min up to 48 h (D14)."""
    for pause in _FIRST:
        if provisioned_at + pause > after:
            return provisioned_at + pause
    steady = provisioned_at + _FIRST[-1]
    look = steady + ((after - steady) // _EVERY + 1) * _EVERY
    return look if look <= provisioned_at + AWAITED_FOR else None


def perpetual_id_status(
    perpetual_id: str | None, provisioned_at: datetime | None, *, at: datetime
) -> PerpetualIdStatus | None:
    """How it stands with the perpetual id at a UTC time; None while there is no licence."""
    if perpetual_id:
        return PerpetualIdStatus.ISSUED
    if provisioned_at is None:
        return None
    awaited = at <= provisioned_at + AWAITED_FOR
    return PerpetualIdStatus.AWAITED if awaited else PerpetualIdStatus.NOT_ISSUED
