"""Where every table of a read model stands in the ledger."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, func, select, table

from application.ports.ledger import EventLog
from application.ports.projections import ProjectionState, ProjectionStatus
from infrastructure.database.database import Database
from infrastructure.read_models import versions
from infrastructure.read_models.build import Standing
from infrastructure.read_models.transactions import unswitched


def statuses(database: Database, log: EventLog) -> tuple[ProjectionStatus, ...]:
    """Every table in the book, by name, version and number."""
    end = log.end()

    @cache
    def behind_since(position: int) -> datetime | None:
        unread = log.page(position, 1) if position < end else ()
        return unread[0].metadata.time if unread else None

    with unswitched(database) as connection:
        return tuple(
            _status(
                standing,
                end=end,
                behind_since=behind_since(standing.position),
                rows=_rows(connection, standing),
            )
            for standing in versions.standings(connection)
        )


def _status(
    standing: Standing, *, end: int, behind_since: datetime | None, rows: int
) -> ProjectionStatus:
    stopped = standing.is_live and standing.error
    return ProjectionStatus(
        name=standing.build.name,
        version=standing.build.version,
        build=standing.build.number,
        live=standing.is_live,
        state=ProjectionState.STOPPED if stopped else standing.state,
        position=standing.position,
        lag=max(end - standing.position, 0),
        behind_since=behind_since,
        rows=rows,
        error=standing.error,
    )


def _rows(connection: Connection, standing: Standing) -> int:
    stored = table(standing.build.table_name)
    return connection.execute(select(func.count()).select_from(stored)).scalar_one()
