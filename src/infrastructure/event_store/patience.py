"""A ledger that is asked again while PostgreSQL restarts or fails over."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any, LiteralString

from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg import Connection
from psycopg import OperationalError as ConnectionLost
from psycopg.errors import ReadOnlySqlTransaction
from psycopg_pool import ConnectionPool

from application.ports.database_away import DatabaseAway

_PATIENCE = 3.0
"""Seconds that a statement is tried again: a server that restarts is back by then."""
_PAUSE = 0.2
_A_CONNECTION = 1.0
"""Seconds to wait for a free connection, and after which a new one is begun afresh."""

Ask = Callable[[LiteralString, Sequence[object]], list[Any]]


class Patience:
    """For one statement: each is its own transaction, so it may be sent again."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool
        self.was_tried = False
        """It was sent once without an answer, and may have been done."""

    def ask(self, once: Ask, statement: LiteralString, parameters: Sequence[object]) -> list[Any]:
        """
        Raises:
            DatabaseAway: the server does not come back in time.
        """
        end = monotonic() + _PATIENCE
        while True:
            try:
                return once(statement, parameters)
            except (InterfaceError, OperationalError) as lost:
                if monotonic() >= end:
                    raise DatabaseAway(str(lost)) from lost
            self.was_tried = True
            sleep(_PAUSE)
            self._pool.check()  # what was idle is as dead as the connection that was tried


@contextmanager
def leaving_former_leader(connection: Connection[Any]) -> Iterator[None]:
    """A server that became a standby refuses writes for ever: the next connection finds the new.

    Raises:
        OperationalError: psycopg's, as if the connection were lost.
    """
    try:
        yield
    except ReadOnlySqlTransaction as standby:
        connection.close()
        raise ConnectionLost(str(standby)) from standby


def returns_soon(pool: ConnectionPool[Any]) -> None:
    """However long the server was away, the pool connects within a second of its return."""
    pool.timeout = _A_CONNECTION
    pool.reconnect_timeout = _A_CONNECTION
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # we tell it once, by ourselves
