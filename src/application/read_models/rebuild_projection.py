"""Build a read model anew from the ledger (B7)."""

from __future__ import annotations

from application.messages import Command
from application.ports.progress import Progress
from application.ports.projections import ProjectionControl
from application.principal import Role


class RebuildProjection(Command[None]):
    """`name` is that of the read model; readers see the old rows until the new ones are ready."""

    roles = frozenset({Role.OPERATOR, Role.ENGINEER})
    name: str


class RebuildProjectionHandler:
    def __init__(self, control: ProjectionControl, progress: Progress) -> None:
        self._control = control
        self._progress = progress

    def __call__(self, command: RebuildProjection) -> None:
        """
        Raises:
            Refused: as `ProjectionControl.rebuild` says; the live rows stay as they are.
        """
        self._control.rebuild(command.name, self._progress)
