"""Pools of connections to each of the stores."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import Any

import psycopg
from psycopg.types.string import TextLoader
from sqlalchemy import URL, Engine, create_engine, event

from infrastructure.database.reaching import (
    Connections,
    patience,
    ping_after_silence,
    tell_when_away,
)

SQLITE_TIMEOUT = 30.0
"""Seconds that a writer waits for another process's transaction."""
POOL_SIZE = 16
"""Connections that a process may hold: as many as a server has threads."""
_POOL_TIMEOUT = 10.0
"""Seconds to wait for one of them."""


def sqlite_engine(url: URL, *, synchronous: str = "FULL") -> Engine:
    """A transaction begins when it is told to, see `Database.writing`."""
    engine = create_engine(url, pool_size=POOL_SIZE, connect_args={"timeout": SQLITE_TIMEOUT})
    event.listen(engine, "connect", partial(_prepare_sqlite, synchronous))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(synchronous: str, connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Any) -> None:
    begin = connection.get_execution_options().get("perpetua_begin", "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)


def postgres_engine(url: URL) -> Engine:
    """Connections that speak in UTC, and of the database's absence in words of ours."""
    utc = {"options": "-c timezone=UTC"}  # else times come back in the server's own zone
    engine = create_engine(
        url,
        poolclass=Connections,
        pool_size=POOL_SIZE,
        pool_timeout=_POOL_TIMEOUT,
        connect_args={**patience(url), **utc},
    )
    tell_when_away(engine)
    ping_after_silence(engine)
    event.listen(engine, "connect", _prepare_postgres)
    return engine


def _prepare_postgres(connection: psycopg.Connection, _record: Any) -> None:
    connection.adapters.register_loader("jsonb", TextLoader)  # whoever reads it knows its type
