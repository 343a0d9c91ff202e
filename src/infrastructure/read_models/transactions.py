"""Transactions of the read models: who may change which tables there are, and when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from infrastructure.database.database import Database

_ALONE = "SELECT pg_advisory_xact_lock(hashtext('perpetua.projections'))"
_INDEXING = "SELECT pg_advisory_xact_lock(hashtext('perpetua.indexes'))"
_AMONG_READERS = "SELECT pg_advisory_xact_lock_shared(hashtext('perpetua.projections'))"


@contextmanager
def one_at_a_time(database: Database) -> Iterator[Connection]:
    """A transaction that makes, switches or drops tables; others that do so wait for its end."""
    with database.writing().begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(_ALONE)
        yield connection


@contextmanager
def indexing(database: Database) -> Iterator[Connection]:
    """A transaction that makes an index; others that do so wait, and nobody else."""
    with database.derived.begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(_INDEXING)
        yield connection


@contextmanager
def unswitched(database: Database) -> Iterator[Connection]:
    """A reading transaction during which no table is switched or dropped."""
    with database.engine.begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(_AMONG_READERS)
        yield connection


@contextmanager
def within(connection: Connection) -> Iterator[Connection]:
    """A part of the connection's transaction that can fail alone."""
    with connection.begin_nested():
        yield connection
