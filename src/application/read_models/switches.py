"""Who let readers of a read model see another table is told by the history (B7, B11)."""

from __future__ import annotations

from collections.abc import Callable

from application.already_done import already_done
from application.context import current_cause
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.ports.projections import ProjectionControl
from core.audit.operations import ReadModelSwitch
from core.ids import OperationId


class Switches:
    def __init__(
        self, ledger: Ledger, log: EventLog, control: ProjectionControl, clock: Clock
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._control = control
        self._clock = clock

    def told(self, name: str, act: Callable[[], None]) -> None:
        """Write down that another table is live after the act than before, if one is.

        A command that comes again after that has nothing left to do.
        """
        id = OperationId(current_cause().command_id)
        if already_done(self._log, id):
            return
        before = self._live(name)
        act()
        after = self._live(name)
        if after is not None and after != before:
            now = self._clock.now()
            self._ledger.save(ReadModelSwitch.of(id, name, before=before, after=after, at=now))

    def _live(self, name: str) -> str | None:
        live = (each for each in self._control.status() if each.name == name and each.live)
        return next((f"v{each.version}, build {each.build}" for each in live), None)
