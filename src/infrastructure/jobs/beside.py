"""Work beside its runner, which never waits for it longer than it wants to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future


def beside(work: Callable[[], None]) -> Future[None]:
    """Start it in a thread of its own, which dies with the process: a kill that we can bear."""
    outcome: Future[None] = Future()
    outcome.set_running_or_notify_cancel()
    threading.Thread(target=_settle, args=(outcome, work), name="job", daemon=True).start()
    return outcome


def _settle(outcome: Future[None], work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:
        outcome.set_exception(error)
    else:
        outcome.set_result(None)
