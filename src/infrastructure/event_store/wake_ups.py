"""Appends wake those who follow: by LISTEN on PostgreSQL, by looking on SQLite."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from application.ports.database_away import DatabaseAway
from application.ports.wake_ups import Wait, WakeUps
from infrastructure.database.database import Database, psycopg_options

_LOOK = 0.25
"""Seconds between two looks at a SQLite file."""


class Listening:
    """A connection of its own, which PostgreSQL tells of every commit that appended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def listening(self) -> Iterator[Wait]:
        import psycopg  # for those who use it only, since that takes a while

        options = psycopg_options(self._database.url)
        try:
            with psycopg.connect(**options, autocommit=True) as connection:
                connection.execute("LISTEN stored_events")
                yield partial(_woken, connection)
        except psycopg.OperationalError as lost:
            raise DatabaseAway(str(lost)) from lost


class Looking:
    """Between two looks another process may have changed the file."""

    @contextmanager
    def listening(self) -> Iterator[Wait]:
        yield _rested


def wake_ups_of(database: Database) -> WakeUps:
    """As the database can do it."""
    return Looking() if database.is_sqlite else Listening(database)


def _woken(connection: Any, seconds: float) -> bool:
    return bool(list(connection.notifies(timeout=seconds, stop_after=1)))


def _rested(seconds: float) -> bool:
    time.sleep(min(seconds, _LOOK))
    return False
