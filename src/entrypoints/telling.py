"""Long work tells whoever watches it how far it is, several works at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from application.ports.progress import Progress

_watcher: ContextVar[Progress | None] = ContextVar("watcher", default=None)


@contextmanager
def watched_by(watcher: Progress) -> Iterator[None]:
    """What is done inside, in this thread, tells this watcher."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


class ToItsWatcher:
    """Adapter of Progress: the watcher of the work, else that of the whole process."""

    def __init__(self, usual: Progress) -> None:
        self._usual = usual

    def advance(self, work: str, *, done: int, total: int) -> None:
        """See Progress."""
        (_watcher.get() or self._usual).advance(work, done=done, total=total)
