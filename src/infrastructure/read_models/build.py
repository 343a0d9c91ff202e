"""One table of a read model, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

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
class Standing:
    """Where a build stands; `error` says at which event it stopped, and why."""

    build: Build
    state: ProjectionState
    position: int
    error: Stop | None

    @property
    def is_live(self) -> bool:
        """Whether readers see it."""
        return self.state is ProjectionState.LIVE
