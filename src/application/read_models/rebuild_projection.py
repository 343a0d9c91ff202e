"""Build a read model anew from the ledger, beside the one that is read (B7)."""

from __future__ import annotations

from application.messages import Command
from application.ports.progress import Progress
from application.ports.projections import ProjectionControl
from application.principal import Role
from application.read_models.switches import Switches


class RebuildProjection(Command[None]):
    """`name` is that of the read model; with `switch` readers see the new table once it is full."""

    roles = frozenset({Role.OPERATOR, Role.ENGINEER})
    name: str
    switch: bool = False


class RebuildProjectionHandler:
    def __init__(self, control: ProjectionControl, progress: Progress, switches: Switches) -> None:
        self._control = control
        self._progress = progress
        self._switches = switches

    def __call__(self, command: RebuildProjection) -> None:
        """
        Raises:
            Refused: as `ProjectionControl.rebuild` says; the live rows stay as they are.
        """
        self._switches.told(command.name, lambda: self._rebuild(command))

    def _rebuild(self, command: RebuildProjection) -> None:
        self._control.rebuild(command.name, self._progress, switch=command.switch)
