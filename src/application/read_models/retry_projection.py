"""Let a stopped read model try its event again, and go on (B7)."""

from __future__ import annotations

from application.messages import Command
from application.ports.projections import ProjectionControl
from application.principal import Role


class RetryProjection(Command[None]):
    """`name` is that of the read model."""

    roles = frozenset({Role.OPERATOR, Role.ENGINEER})
    name: str


class RetryProjectionHandler:
    def __init__(self, control: ProjectionControl) -> None:
        self._control = control

    def __call__(self, command: RetryProjection) -> None:
        """
        Raises:
            EventNotProjected: the fold still cannot take the event, or a later one.
        """
        self._control.retry(command.name)
