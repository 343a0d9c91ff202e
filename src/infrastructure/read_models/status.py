"""Where every table of a read model stands in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, func, select, table

from application.ports.ledger import EventLog
from application.ports.projections import ProjectionState, ProjectionStatus
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Place, Standing
from infrastructure.read_models.continuing import AnotherLedger, following
from infrastructure.read_models.transactions import unswitched


def statuses(database: Database, log: EventLog, *, counting: bool) -> tuple[ProjectionStatus, ...]:
    """Every table in the book, by name, version and number."""

    @cache
    def seen_from(place: Place) -> _Seen:
        return _seen(log, place)

    with unswitched(database) as connection:
        return tuple(
            _status(
                standing,
                seen=seen_from(standing.place),
                rows=_rows(connection, standing) if counting else None,
            )
            for standing in versions.standings(connection)
        )


@dataclass(frozen=True)
class _Seen:
    """The ledger from where a table stands: events behind it, and when the first was decided."""

    is_on: bool
    lag: int = 0
    behind_since: datetime | None = None


def _seen(log: EventLog, place: Place) -> _Seen:
    try:
        _, unread = following(log, place, 1)
    except AnotherLedger:
        return _Seen(is_on=False)
    if not unread:
        return _Seen(is_on=True)
    lag = log.count(place.position)
    return _Seen(is_on=True, lag=lag, behind_since=unread[0].metadata.time)


def _state(standing: Standing, seen: _Seen) -> ProjectionState:
    if not seen.is_on:
        return ProjectionState.AHEAD
    stopped = standing.is_live and standing.error
    return ProjectionState.STOPPED if stopped else standing.state


def _status(standing: Standing, *, seen: _Seen, rows: int | None) -> ProjectionStatus:
    return ProjectionStatus(
        name=standing.build.name,
        version=standing.build.version,
        build=standing.build.number,
        live=standing.is_live,
        state=_state(standing, seen),
        position=standing.position,
        lag=seen.lag,
        behind_since=seen.behind_since,
        rows=rows,
        error=standing.error,
    )


def _rows(connection: Connection, standing: Standing) -> int:
    stored = table(standing.build.table_name)
    return connection.execute(select(func.count()).select_from(stored)).scalar_one()
