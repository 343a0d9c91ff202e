"""Checks of the whole ledger that run now: nobody has to keep a browser open for them (B3, B4)."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock, Thread
from uuid import UUID

from application.audit.check_results import CHECKS, check_result
from application.audit.record_ledger_check import RecordLedgerCheck
from application.bus import Origin
from application.principal import WORKER
from core.kernel.errors import Refused
from entrypoints.bootstrap import App
from entrypoints.telling import watched_by

_log = logging.getLogger("perpetua.web")


@dataclass
class RunningCheck:
    """`done` of `total` parts are checked; `fault` says why there is no result."""

    id: UUID
    check: str
    asked_by: str
    began_at: datetime
    done: int = 0
    total: int = 0
    fault: str | None = None
    ended: Event = field(default_factory=Event)

    @property
    def is_running(self) -> bool:
        return not self.ended.is_set()

    def advance(self, work: str, *, done: int, total: int) -> None:
        """See Progress."""
        self.done, self.total = done, total


class RunningChecks:
    """At most one of each kind runs in this process; its result goes into the ledger."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._lock = Lock()
        self._latest: dict[str, RunningCheck] = {}

    def latest(self, check: str) -> RunningCheck | None:
        """The one that runs, or ran last in this process."""
        return self._latest.get(check)

    def begin(self, check: str, origin: Origin, *, id: UUID) -> RunningCheck:
        """Begin it, unless one of its kind runs already, or it is this one."""
        with self._lock:
            latest = self._latest.get(check)
            if latest and (latest.is_running or latest.id == id):
                return latest
            begun = RunningCheck(id, check, origin.principal.actor, self._app.clock.now())
            self._latest[check] = begun
        Thread(target=self._run, args=(begun, origin), name=check, daemon=True).start()
        return begun

    def _run(self, running: RunningCheck, origin: Origin) -> None:
        try:
            self._checked(running, origin)
        except Refused as refusal:
            running.fault = f"{refusal.message} {refusal.advice}".strip()
        except Exception:
            _log.exception("The %s %s failed.", running.check, running.id)
            running.fault = f"It failed inside Perpetua; the log tells of {running.id}."
        finally:
            running.ended.set()

    def _checked(self, running: RunningCheck, origin: Origin) -> None:
        with watched_by(running):
            found = self._app.bus.ask(CHECKS[running.check](), origin)
        result = check_result(found, asked_by=running.asked_by, began_at=running.began_at)
        told = Origin(
            WORKER,
            origin.channel,
            reason=f"Asked for by {running.asked_by}",
            command_id=running.id,
            correlation_id=origin.correlation_id,
        )
        self._app.bus.send(RecordLedgerCheck(new_id=running.id, result=result), told)
