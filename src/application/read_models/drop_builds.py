"""Drop the tables of a read model that nobody reads (B7)."""

from __future__ import annotations

from application.messages import Command
from application.ports.projections import ProjectionControl
from application.principal import Role


class DropBuilds(Command[None]):
    """`name` is that of the read model; there is nothing to go back to afterwards."""

    roles = frozenset({Role.OPERATOR, Role.ENGINEER})
    name: str


class DropBuildsHandler:
    def __init__(self, control: ProjectionControl) -> None:
        self._control = control

    def __call__(self, command: DropBuilds) -> None:
        self._control.drop(command.name)
