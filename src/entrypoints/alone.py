"""A part of Perpetua alone, until interrupted: the worker, or a follower of the ledger."""

from __future__ import annotations

import contextlib
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from entrypoints.bootstrap import App, bootstrap
from entrypoints.exclusive import only_one
from entrypoints.settings import Settings
from entrypoints.worker.following import Following
from entrypoints.worker.threads import following, scheduling
from entrypoints.worker.worker import Worker


def work() -> None:
    """Only the worker, until interrupted.

    Raises:
        AlreadyServed, SchemaOutdated: as for `serve`.
    """
    settings = Settings.load()
    _tell_what_is_done()
    with (
        interruptible(),
        only_one(settings),
        watched(settings) as app,
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
    with interruptible(), only_one(settings), bootstrap(settings) as app:
        announce("Follower   running; Ctrl-C ends it")
        Following(app).run(_asked_to_stop())


@contextmanager
def watched(settings: Settings) -> Iterator[App]:
    """The application, after a look at whether its ledger is where it was (D33)."""
    with bootstrap(settings) as app:
        app.watch_ledger(channel="worker")
        yield app


@contextmanager
def interruptible() -> Iterator[None]:
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


def _tell_what_is_done() -> None:
    """Of ours everything, of the libraries what goes wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("perpetua").setLevel(logging.INFO)
