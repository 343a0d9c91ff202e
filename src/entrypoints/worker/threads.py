"""What runs in threads beside an entrypoint: worker, follower and scheduled work (B13)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from entrypoints.bootstrap import App
from entrypoints.worker.following import Following
from entrypoints.worker.worker import Worker

_LAST_WORDS = 10.0
"""Seconds that jobs have to end; then the process ends without them, as in a crash."""


@contextmanager
def working(app: App) -> Iterator[None]:
    """A worker until the end of the block; it finishes the step that it is at."""
    with _beside(Worker(app).run, name="worker"):
        yield


@contextmanager
def following(app: App) -> Iterator[None]:
    """A follower of the ledger until the end of the block."""
    with _beside(Following(app).run, name="follower"):
        yield


@contextmanager
def _beside(run: Callable[[threading.Event], None], *, name: str) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(stop,), name=name)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def scheduling(app: App) -> Iterator[None]:
    """Jobs and ticks until the end of the block."""
    stop = threading.Event()
    run = app.job_runner.run
    thread = threading.Thread(target=run, args=(app.schedule, stop), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(_LAST_WORDS)
