"""Leases in the database: each change is one statement, so two takers never both win."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text

from application.ports.clock import Clock
from application.ports.leases import Lease, Rest
from infrastructure.database.database import Database
from infrastructure.database.hints import hint

_TAKE = text(
    "INSERT INTO work_lease (subject, holder, until) VALUES (:subject, :holder, :until) "
    "ON CONFLICT (subject) DO UPDATE SET holder = excluded.holder, until = excluded.until "
    "WHERE work_lease.holder IS NULL OR work_lease.until <= :now"
)
_RENEW = text("UPDATE work_lease SET until = :until WHERE subject = :subject AND holder = :holder")
_GIVE_BACK = text("DELETE FROM work_lease WHERE subject = :subject AND holder = :holder")
_PUT_ASIDE = text(
    "UPDATE work_lease SET holder = NULL, rests_until = :rests_until, state = :state, "
    "looks = :looks, trouble = :trouble WHERE subject = :subject AND holder = :holder"
)
_FORGET = text(
    "DELETE FROM work_lease WHERE subject = :subject AND (holder IS NULL OR until <= :now)"
)
_ALL = text("SELECT subject, holder, until, rests_until, state, looks, trouble FROM work_lease")


class SqlLeases:
    """Implements Leases on SQLite and PostgreSQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def take(self, subject: UUID, holder: str, seconds: float) -> bool:
        now = self._clock.now()
        until = self._stored(now + timedelta(seconds=seconds))
        told = {"holder": holder, "until": until, "now": self._stored(now)}
        return self._changed(_TAKE, subject, told)

    def renew(self, subject: UUID, holder: str, seconds: float) -> bool:
        until = self._stored(self._clock.now() + timedelta(seconds=seconds))
        return self._changed(_RENEW, subject, {"holder": holder, "until": until})

    def give_back(self, subject: UUID, holder: str) -> None:
        self._changed(_GIVE_BACK, subject, {"holder": holder})

    def put_aside(self, subject: UUID, holder: str, rest: Rest) -> None:
        told = {
            "holder": holder,
            "rests_until": self._stored(rest.until),
            "state": rest.state,
            "looks": rest.looks,
            "trouble": rest.trouble,
        }
        self._changed(_PUT_ASIDE, subject, told)

    def forget(self, subject: UUID) -> None:
        self._changed(_FORGET, subject, {"now": self._stored(self._clock.now())})

    def all(self) -> tuple[Lease, ...]:
        with self._database.engine.begin() as connection:
            rows = connection.execute(_ALL).all()
        return tuple(_lease(*row) for row in rows)

    def _changed(self, statement: TextClause, subject: UUID, told: Mapping[str, Any]) -> bool:
        named = {"subject": str(subject), **told}
        return hint(self._database, statement, named).changed == 1

    def _stored(self, time: datetime) -> datetime | str:
        """SQLite compares times as text, so all have the same length."""
        if not self._database.is_sqlite:
            return time
        return time.astimezone(UTC).isoformat(timespec="microseconds")


def _lease(subject: Any, holder: str | None, until: Any, rests_until: Any, *rest: Any) -> Lease:
    resting = Rest(_time(rests_until), *rest) if rests_until is not None else None
    return Lease(UUID(str(subject)), holder, _time(until), resting)


def _time(stored: datetime | str) -> datetime:
    return datetime.fromisoformat(stored) if isinstance(stored, str) else stored
