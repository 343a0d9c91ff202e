"""Time, as the application sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one source of time; tests move it by hand."""

    def now(self) -> datetime:
        """The current time, UTC-aware."""
        ...

    def wait(self, seconds: float) -> None:
        """Let that many seconds pass."""
        ...
