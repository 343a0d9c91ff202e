"""What runs in threads beside an entrypoint: the worker, and scheduled work (B13)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from entrypoints.bootstrap import App
from entrypoints.worker.worker import Worker

_LAST_WORDS = 10.0
"""Seconds that jobs have to end; then the process ends without them, as in a crash."""


@contextmanager
def working(app: App) -> Iterator[None]:
    """A worker until the end of the block; it finishes the step that it is at."""
    stop = threading.Event()
    thread = threading.Thread(target=Worker(app).run, args=(stop,), name="worker")
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
