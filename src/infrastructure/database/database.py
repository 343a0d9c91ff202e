"""Where the database is, and connections to it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.string import TextLoader
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError

from core.kernel.errors import Invalid
from infrastructure.database.reaching import (
    Connections,
    patience,
    ping_after_silence,
    tell_when_away,
)
from infrastructure.database.several_hosts import parsed
from infrastructure.database.sqlite_probes import SqliteProbes

SQLITE_TIMEOUT = 30.0
"""Seconds that a writer waits for another process's transaction."""
POOL_SIZE = 16
"""Connections that a process may hold: as many as a server has threads."""
_POOL_TIMEOUT = 10.0
"""Seconds to wait for one of them."""


@dataclass(frozen=True)
class Database:
    """Address of the database: `sqlite:///FILE` or `postgresql://…`, of one host or several."""

    address: str = field(repr=False)  # it may hold a password

    @cached_property
    def url(self) -> URL:
        """The address with the driver that Perpetua speaks.

        Raises:
            Invalid: it is neither a SQLite file nor a PostgreSQL database.
        """
        url = _parse(self.address)
        match url.get_backend_name():
            case "postgresql":
                return url.set(drivername="postgresql+psycopg")
            case "sqlite" if url.database and url.database != ":memory:":
                return url.set(drivername="sqlite")
        raise _not_ours()

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return Path(str(self.url.database))

    @cached_property
    def engine(self) -> Engine:
        """Pooled connections; on SQLite a transaction begins when it is told to, see `writing`."""
        return _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url)

    @cached_property
    def steady(self) -> Engine:
        """For transactions all of whose statements see the database as the first one did."""
        if self.is_sqlite:
            return self.engine
        return self.engine.execution_options(isolation_level="REPEATABLE READ")

    def writing(self) -> Engine:
        """The engine for transactions that write: on SQLite they lock at their beginning."""
        return self.engine.execution_options(perpetua_begin="BEGIN IMMEDIATE")

    @cached_property
    def derived(self) -> Engine:
        """For transactions that write what can be made again, such as read models.

        On SQLite they lock at their beginning, as those of `writing`, but do not wait for the
        disk: a power cut takes the latest of them back, and never a part of one.
        """
        if not self.is_sqlite:
            return self.engine
        engine = _sqlite_engine(self.url, synchronous="NORMAL")
        return engine.execution_options(perpetua_begin="BEGIN IMMEDIATE")

    @cached_property
    def hints(self) -> Engine:
        """For single statements whose loss harms nobody, such as leases: no transaction."""
        if not self.is_sqlite:
            return self.engine.execution_options(isolation_level="AUTOCOMMIT")
        return self.derived.execution_options(perpetua_begin=None)

    def probe(self, statement: str, told: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """The answer to one statement that reads, as the driver gives it: no transaction."""
        if self._probes is not None:
            return self._probes.ask(statement, told)
        with self.hints.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement, told)]

    @cached_property
    def _probes(self) -> SqliteProbes | None:
        return SqliteProbes(self.file, SQLITE_TIMEOUT) if self.is_sqlite else None

    def close(self) -> None:
        for name in ("derived", "engine"):
            if name in self.__dict__:
                self.__dict__[name].dispose()
        if probes := self.__dict__.get("_probes"):
            probes.close()


def _parse(address: str) -> URL:
    try:
        return parsed(address)
    except (ArgumentError, ValueError):
        raise _not_ours() from None


def _not_ours() -> Invalid:
    return Invalid(
        "The database address is neither a SQLite file nor a PostgreSQL database.",
        advice="Use sqlite:////folder/perpetua.db or postgresql://user@host/database.",
    )


def _sqlite_engine(url: URL, *, synchronous: str = "FULL") -> Engine:
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


def _postgres_engine(url: URL) -> Engine:
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


def psycopg_options(url: URL) -> dict[str, Any]:
    """The address as psycopg wants it, for libraries that connect by themselves."""
    return {**patience(url), **url.get_dialect()().create_connect_args(url)[1]}
