"""Looking at the read models, and building them anew from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from application.ports.progress import Progress
from core.kernel.errors import Refused


class ProjectionState(StrEnum):
    LIVE = "live"
    BUILDING = "building"
    RETIRED = "retired"


@dataclass(frozen=True)
class ProjectionStatus:
    """Where one version of a read model stands in the ledger.

    `lag` counts ledger positions up to the end; `error` names the event that stopped it; a table
    that a rebuild fills is a second line of the same name and version, in state building.
    """

    name: str
    version: int
    state: ProjectionState
    position: int
    lag: int
    error: str | None
    rows: int


class EventNotProjected(Refused):
    """A fold cannot take an event; the message names both, and the fault."""

    code = "event_not_projected"

    def __init__(self, message: str, *, name: str, position: int) -> None:
        super().__init__(
            message,
            advice=f"Mend the cause, then run: perpetua projection rebuild {name}",
        )
        self.position = position


class ProjectionControl(Protocol):
    """What an operator can see and do about read models (B7)."""

    def status(self) -> tuple[ProjectionStatus, ...]:
        """Every version of every read model, by name and version."""
        ...

    def rebuild(self, name: str, progress: Progress) -> None:
        """Fold the whole ledger into a fresh table, then put it in the place of the live one.

        Readers see the old rows until then, and after it the new ones. Clears an error.

        Raises:
            NotFound: there is no read model of that name.
            ReadModelOutdated: another version than that of this program is live.
            EventNotProjected: the fold fails; the live table stays as it is.
        """
        ...
