"""Connections that notice when PostgreSQL is gone, and say so in words of ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import Any

from sqlalchemy import URL, Dialect, Engine, ExceptionContext, QueuePool, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.pool import ConnectionPoolEntry

from application.ports.database_away import DatabaseAway

_PATIENCE: Mapping[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""Seconds, but the last: milliseconds. A machine that vanished is given up after about ten."""
_MOMENT = 1.0
"""So many seconds a connection is trusted."""
_USED = "perpetua_used"
_READ_ONLY = "25006"
_AWAY = frozenset({"57P01", "57P02", "57P03", "57P05", "53300", _READ_ONLY})
"""Shut down, crashed, not yet there, idled out, too many connections, or a former leader."""


def patience(url: URL) -> dict[str, Any]:
    """Options of libpq that the address leaves open; of several hosts the one that writes."""
    hosts = [url.host, *_listed(url.query.get("host"))]
    several = sum(host.count(",") + 1 for host in hosts if host) > 1
    leader = {"target_session_attrs": "read-write"} if several else {}
    return {name: value for name, value in {**_PATIENCE, **leader}.items() if name not in url.query}


class Connections(QueuePool):
    """A pool all of whose connections wait for a silent database says so."""

    def connect(self) -> Any:
        """
        Raises:
            DatabaseAway: none became free in time.
        """
        try:
            return super().connect()
        except NoneFree as silent:
            raise DatabaseAway("no connection became free in time") from silent


def tell_when_away(engine: Engine) -> None:
    """Errors of a lost connection are raised as DatabaseAway; the pool forgets the connection."""
    event.listen(engine, "handle_error", _told)
    logging.getLogger(__name__).setLevel(logging.CRITICAL)  # else a trace for each connection


def ping_after_silence(engine: Engine) -> None:
    """A connection that was used a moment ago, and is silent, is trusted without a round trip.

    The pool begins another in the place of one that is dead.
    """
    event.listen(engine, "checkin", _noted)
    event.listen(engine, "checkout", partial(_pinged, engine.dialect))


@contextmanager
def by_the_driver(engine: Engine) -> Iterator[Any]:
    """A pooled connection for the driver's own cursors, without a transaction of the engine's.

    Raises:
        DatabaseAway: it was lost, or there is none; as the engine says.
    """
    dialect = engine.dialect
    errors = () if dialect.name == "sqlite" else _lost_with(dialect.loaded_dbapi)
    try:
        with closing(engine.raw_connection()) as connection:
            try:
                yield connection
                connection.commit()  # else it is rolled back, and forgets its prepared statements
            except errors as lost:
                connection.invalidate(lost)
                raise
    except errors as lost:
        raise DatabaseAway(str(lost)) from lost


def is_away(error: BaseException) -> bool:
    """Whether the driver says that the server is gone, or that it may not be written to."""
    state = getattr(error, "sqlstate", None)
    return isinstance(state, str) and (state in _AWAY or state.startswith("08"))


def _lost_with(driver: Any) -> tuple[type[Exception], ...]:
    return driver.OperationalError, driver.InterfaceError


def _told(context: ExceptionContext) -> None:
    """
    Raises:
        DatabaseAway: instead of the driver's error.
    """
    error = context.original_exception
    never_met = context.connection is None and not context.is_pre_ping
    if context.is_disconnect or is_away(error) or never_met:
        context.is_disconnect = True
        if not context.is_pre_ping:  # the pool then connects anew by itself
            raise DatabaseAway(str(error)) from error


def _noted(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_USED] = monotonic()


def _pinged(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _: Any) -> None:
    """
    Raises:
        InvalidatePoolError: what the pool holds is dead, as after a restart of the server.
    """
    used = record.info.get(_USED)
    if used is None or (monotonic() - used < _MOMENT and not _has_something_to_say(connection)):
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as dead:
        raise InvalidatePoolError(str(dead)) from dead


def _has_something_to_say(connection: Any) -> bool:
    """Whether the server sent anything that nobody asked for, such as that it ends."""
    with DefaultSelector() as selector:
        selector.register(connection, EVENT_READ)
        return bool(selector.select(0))


def _listed(named: object) -> tuple[str, ...]:
    if isinstance(named, tuple):
        return named
    return (str(named),) if named else ()
