"""API, worker and projections in one process (SPEC section 5)."""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from core.kernel.errors import Refused
from entrypoints.bootstrap import App, bootstrap, schema
from entrypoints.demo.simulator import simulator_for
from entrypoints.exclusive import only_one
from entrypoints.http.api import create_api
from entrypoints.settings import Settings
from entrypoints.worker.following import Following
from entrypoints.worker.threads import following, scheduling, working
from entrypoints.worker.worker import Worker

PORT = 8700
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
        _interruptible(),
        only_one(settings),
        _listening(host, port) as listener,
        _simulated(settings, with_simulator, announce) as directed,
        _watched(directed) as app,
        following(app),
        working(app),
        scheduling(app),
    ):
        url = f"http://{host}:{listener.getsockname()[1]}"
        announce(f"API        {url}/api/v1  (documentation: {url}/docs)")
        announce("Worker     running; Ctrl-C ends everything")
        _answer(app, listener)


def work() -> None:
    """Only the worker, until interrupted.

    Raises:
        AlreadyServed, SchemaOutdated: as for `serve`.
    """
    settings = Settings.load()
    _tell_what_is_done()
    with (
        _interruptible(),
        only_one(settings),
        _watched(settings) as app,
        following(app),
        scheduling(app),
    ):
        Worker(app).run(_asked_to_stop())


def follow(*, announce: Callable[[str], None]) -> None:
    """Only keep the read models up with the ledger, until interrupted.

    Raises:
        AlreadyServed, SchemaOutdated: as for `serve`.
    """
    settings = Settings.load()
    _tell_what_is_done()
    with _interruptible(), only_one(settings), bootstrap(settings) as app:
        announce("Follower   running; Ctrl-C ends it")
        Following(app).run(_asked_to_stop())


def _tell_what_is_done() -> None:
    """Of ours everything, of the libraries what goes wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("perpetua").setLevel(logging.INFO)


@contextmanager
def _watched(settings: Settings) -> Iterator[App]:
    """The application, after a look at whether its ledger is where it was (D33)."""
    with bootstrap(settings) as app:
        app.watch_ledger(channel="worker")
        yield app


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C and SIGTERM alike end what was started, in order."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        yield


def _asked_to_stop() -> threading.Event:
    """Set by the first Ctrl-C or SIGTERM, so that a step can be finished; the second interrupts."""
    asked = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        asked.set()
        signal.signal(number, signal.default_int_handler)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return asked


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


def _answer(app: App, listener: socket.socket) -> None:
    config = uvicorn.Config(
        create_api(app), log_level="warning", timeout_graceful_shutdown=_LAST_ANSWERS
    )
    uvicorn.Server(config).run(sockets=[listener])
