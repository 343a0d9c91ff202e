"""Pages, API, worker and projections in one process (SPEC section 5)."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from core.kernel.errors import Refused
from entrypoints.alone import interruptible, watched
from entrypoints.bootstrap import schema
from entrypoints.demo.simulator import simulator_for
from entrypoints.everything import Everything
from entrypoints.exclusive import only_one
from entrypoints.settings import Settings
from entrypoints.web.session_key import session_key
from entrypoints.worker.threads import following, scheduling, working

PORT = 8700
_KEPT_OPEN = 75
"""Seconds for which an idle connection waits: longer than clients and proxies keep theirs, so that
none sends a command into a connection that is being closed."""
_LAST_ANSWERS = 5
"""Seconds that unfinished requests have when the server ends."""
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})


class PortTaken(Refused):
    """Something else listens there."""

    code = "port_taken"


class NothingToServe(Refused):
    """There is no demo data yet."""

    code = "nothing_to_serve"


class OnlyLoopback(Refused):
    """Without sign-in, only this machine may reach the API."""

    code = "only_loopback"


def serve(
    *, host: str, port: int | None, with_simulator: bool, announce: Callable[[str], None]
) -> None:
    """Serve until interrupted; `announce` tells the addresses, a line each.

    Raises:
        AlreadyServed: another process serves the same SQLite file.
        PortTaken, OnlyLoopback: it cannot listen there.
        SchemaOutdated: the database needs `perpetua db upgrade`.
        NothingToServe: the simulator is wanted, and the demo did not run yet.
    """
    if host not in _LOOPBACK:
        raise OnlyLoopback(
            f"Perpetua does not listen on {host}: there is no sign-in yet.",
            advice="Listen on 127.0.0.1.",
        )
    settings = Settings.load()
    if with_simulator and schema(settings).current is None:
        raise NothingToServe(
            "There is no data to serve with the simulator yet.",
            advice="Make some first: make demo (or: perpetua demo).",
        )
    with (
        interruptible(),
        only_one(settings),
        _listening(host, port) as listener,
        _simulated(settings, with_simulator, announce) as directed,
        watched(directed) as app,
        following(app),
        working(app),
        scheduling(app),
    ):
        url = f"http://{host}:{listener.getsockname()[1]}"
        announce(f"Pages      {url}/")
        announce(f"API        {url}/api/v1  (documentation: {url}/docs)")
        announce("Worker     running; Ctrl-C ends everything")
        _answer(Everything(app, session_key=session_key(settings)), listener)


@contextmanager
def _simulated(
    settings: Settings, wanted: bool, announce: Callable[[str], None]
) -> Iterator[Settings]:
    if not wanted:
        yield settings
        return
    with simulator_for(settings) as directed:
        announce(f"Simulator  {directed.partner_center_url}/_simulator")
        yield directed


@contextmanager
def _listening(host: str, port: int | None) -> Iterator[socket.socket]:
    """A socket on the wanted port; without a wish, another one when the usual is taken."""
    for number in (port,) if port is not None else (PORT, 0):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen()
        except OSError:
            listener.close()
            continue
        with listener:
            yield listener
        return
    raise PortTaken(f"Port {port} of {host} is taken.", advice="Choose another: --port 0 is any.")


def _answer(everything: Everything, listener: socket.socket) -> None:
    config = uvicorn.Config(
        everything,
        log_level="warning",
        timeout_keep_alive=_KEPT_OPEN,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    uvicorn.Server(config).run(sockets=[listener])
