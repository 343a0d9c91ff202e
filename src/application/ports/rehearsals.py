"""Running a use case again on what was recorded, where it can neither buy nor write (B6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from application.bus import Handlers
from application.ports.exchanges import Exchange
from application.ports.microsoft.partners import Vendors


class ReplayClock(Protocol):
    """A clock that stands where the recording stands; waiting takes no time."""

    def now(self) -> datetime: ...

    def wait(self, seconds: float) -> None: ...

    def move_to(self, moment: datetime) -> None: ...


class NotRecorded(Exception):
    """Today's code asked Microsoft something that was not asked, or not kept, then."""


class Replays(Protocol):
    """Microsoft as it answered then: nothing leaves the process."""

    def vendors(self, exchanges: Sequence[Exchange], clock: ReplayClock) -> Vendors:
        """Each request is answered as it was; its methods may raise NotRecorded."""
        ...


class Rehearsals(Protocol):
    """The handlers of the application on other adapters."""

    def handlers(self, adapters: Mapping[type[Any], Any]) -> Handlers:
        """Only these adapters are within their reach, each by its port."""
        ...
