"""One table of a read model, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from application.ports.ledger import Recorded
from application.ports.projections import ProjectionState, Stop


@dataclass(frozen=True, order=True)
class Build:
    """One table of a read model; `number` counts those of a version."""

    name: str
    version: int
    number: int = 1

    @property
    def table_name(self) -> str:
        first = f"{self.name}_v{self.version}"
        return first if self.number == 1 else f"{first}_{self.number}"


@dataclass(frozen=True)
class Place:
    """A place in the ledger by the event that stands there; None: any event would do."""

    position: int
    mark: str | None

    def is_of(self, recorded: Recorded | None) -> bool:
        """Whether the event stands at this place, and is that which always stood there."""
        if recorded is None or recorded.position != self.position:
            return False
        return self.mark in (None, str(recorded.mark))


THE_BEGINNING = Place(0, None)


@dataclass(frozen=True)
class Standing:
    """Where a build stands; `error` says at which event it stopped, and why.

    `mark` is that of the event at the position; None where an older program moved it.
    """

    build: Build
    state: ProjectionState
    position: int
    mark: str | None
    error: Stop | None

    @property
    def place(self) -> Place:
        return Place(self.position, self.mark)

    @property
    def is_live(self) -> bool:
        """Whether readers see it."""
        return self.state is ProjectionState.LIVE
