"""Let readers see the table of a read model that was live before, up to date (B7)."""

from __future__ import annotations

from application.messages import Command
from application.ports.progress import Progress
from application.ports.projections import ProjectionControl
from application.principal import Role
from application.read_models.switches import Switches


class RollBackProjection(Command[None]):
    """`name` is that of the read model."""

    roles = frozenset({Role.OPERATOR, Role.ENGINEER})
    name: str


class RollBackProjectionHandler:
    def __init__(self, control: ProjectionControl, progress: Progress, switches: Switches) -> None:
        self._control = control
        self._progress = progress
        self._switches = switches

    def __call__(self, command: RollBackProjection) -> None:
        """
        Raises:
            Refused: as `ProjectionControl.rollback` says; readers go on with the live table.
        """
        name = command.name
        self._switches.told(name, lambda: self._control.rollback(name, self._progress))
