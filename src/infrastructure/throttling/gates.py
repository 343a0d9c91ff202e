"""One bucket of calls per partner tenant, shared by all processes: GCRA in one statement.

`full_at` is when the tenant's bucket is full again, in microseconds since 1970: a call takes one
interval from it. A gate that Microsoft closed is a bucket that starts empty when it opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from application.ports.clock import Clock
from infrastructure.database.database import Database
from infrastructure.database.hints import hint

_SECOND = 1_000_000
_BURST = 8
"""One eighth of a minute's calls may come at once."""

_ENTER = text(
    "INSERT INTO vendor_gate (tenant, full_at) VALUES (:tenant, :now + :interval) "
    "ON CONFLICT (tenant) DO UPDATE SET full_at = :interval + "
    "CASE WHEN vendor_gate.full_at > :now THEN vendor_gate.full_at ELSE :now END "
    "WHERE vendor_gate.full_at <= :latest RETURNING full_at"
)
_FULL_AT = text("SELECT full_at FROM vendor_gate WHERE tenant = :tenant")
_CLOSE = text(
    "INSERT INTO vendor_gate (tenant, full_at) VALUES (:tenant, :full_at) "
    "ON CONFLICT (tenant) DO UPDATE SET full_at = excluded.full_at "
    "WHERE vendor_gate.full_at < excluded.full_at"
)


@dataclass(frozen=True)
class Allowance:
    """No minute ever sees more than `calls`, however they are spread."""

    calls: int

    @property
    def burst(self) -> int:
        """Microseconds of calls that may come at once."""
        return self.calls // _BURST * self.interval

    @property
    def interval(self) -> int:
        """Microseconds between two calls, when many come; the burst is on top of them."""
        return 60 * _SECOND // (self.calls - self.calls // _BURST)


class SqlVendorGates:
    """Implements the throttle's Gates on SQLite and PostgreSQL, for any number of processes."""

    def __init__(self, database: Database, clock: Clock, allowance: Allowance) -> None:
        self._database = database
        self._clock = clock
        self._allowance = allowance

    def enter(self, tenant: str, *, patience: float) -> tuple[bool, float]:
        """Take a place for one call, at most `patience` seconds from now.

        True and how many seconds to wait for the place, or False and when one is free.
        """
        now = _microseconds(self._clock.now())
        interval, burst = self._allowance.interval, self._allowance.burst
        latest = now + burst - interval + int(patience * _SECOND)
        told = {"tenant": tenant, "now": now, "interval": interval, "latest": latest}
        entered: int | None = hint(self._database, _ENTER, told).value
        if entered is not None:
            return True, max(0, entered - burst - now) / _SECOND
        full_at: int = hint(self._database, _FULL_AT, {"tenant": tenant}).value
        return False, max(0, full_at + interval - burst - now) / _SECOND

    def close(self, tenant: str, *, seconds: float) -> None:
        """Let nobody in for so many seconds, and then one after the other."""
        opens = _microseconds(self._clock.now()) + int(seconds * _SECOND)
        told = {"tenant": tenant, "full_at": opens + self._allowance.burst}
        hint(self._database, _CLOSE, told)


def _microseconds(time: datetime) -> int:
    return round(time.timestamp() * _SECOND)
