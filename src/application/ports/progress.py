"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

Listener = Callable[[int, int], None]
"""Is told how much of how much is done."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


class Progress(Protocol):
    """A bar on a terminal, lines in a log, or nothing."""

    def advance(self, work: str, *, done: int, total: int) -> None:
        """`done` of `total` parts of the named work are finished."""
        ...


class Silent:
    """Progress for those who do not watch."""

    def advance(self, work: str, *, done: int, total: int) -> None:
        """Nobody watches."""


class Heard:
    """Progress of what is done here, for who listens here; that of others is not heard."""

    def advance(self, work: str, *, done: int, total: int) -> None:
        """Tell who listens, if anybody does."""
        if listener := _listener.get():
            listener(done, total)


@contextmanager
def hearing(listener: Listener) -> Iterator[None]:
    """Whatever this thread does inside is heard by the listener."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)
