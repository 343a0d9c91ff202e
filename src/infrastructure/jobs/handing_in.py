"""A job into procrastinate's table; its lock is the job's key, unique while unfinished."""

from __future__ import annotations

from functools import cache

from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation

from application.ports.database_away import DatabaseAway
from application.ports.jobs import Job
from infrastructure.database.database import Database

JOB = "perpetua.job"


def hand_in(database: Database, job: Job) -> None:
    """On a connection of our own pool; the database itself refuses a second unfinished one.

    Raises:
        DatabaseAway: the connection was lost.
    """
    fields = {"kind": job.kind, "subject": str(job.subject), "period": job.period}
    try:
        with database.engine.begin() as connection:
            ours = connection.connection.driver_connection
            _app().configure_task(JOB, lock=str(job), connection=ours).defer(**fields)
    except UniqueViolation:
        return
    except ConnectorException as lost:
        raise DatabaseAway(str(lost.__cause__)) from lost


@cache
def _app() -> App:
    return App(connector=SyncPsycopgConnector())
