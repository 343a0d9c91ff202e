"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """A bar on a terminal, lines in a log, or nothing."""

    def advance(self, work: str, *, done: int, total: int) -> None:
        """`done` of `total` parts of the named work are finished."""
        ...


class Silent:
    """Progress for those who do not watch."""

    def advance(self, work: str, *, done: int, total: int) -> None:
        """Nobody watches."""
