"""Who follows the ledger is woken when somebody appends to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

Wait = Callable[[float], bool]
"""Waits at most so many seconds; True: somebody has appended since the last wait."""


class WakeUps(Protocol):
    """A hint: one may be lost, so whoever waits looks by itself now and then."""

    def listening(self) -> AbstractContextManager[Wait]:
        """From its beginning every append wakes; look at the ledger then, and after each wait.

        Raises:
            DatabaseAway: here, or while waiting.
        """
        ...
