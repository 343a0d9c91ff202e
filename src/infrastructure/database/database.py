"""Where the database is, and connections to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine
from sqlalchemy.exc import ArgumentError

from core.kernel.errors import Invalid
from infrastructure.database.engines import SQLITE_TIMEOUT, postgres_engine, sqlite_engine
from infrastructure.database.reaching import patience
from infrastructure.database.several_hosts import parsed
from infrastructure.database.sqlite_probes import SqliteProbes


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
        return sqlite_engine(self.url) if self.is_sqlite else postgres_engine(self.url)

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
        engine = sqlite_engine(self.url, synchronous="NORMAL")
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


def psycopg_options(url: URL) -> dict[str, Any]:
    """The address as psycopg wants it, for libraries that connect by themselves."""
    return {**patience(url), **url.get_dialect()().create_connect_args(url)[1]}
