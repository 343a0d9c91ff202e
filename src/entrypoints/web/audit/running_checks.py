"""Checks of the whole ledger that run now: nobody has to keep a browser open for them (B3, B4)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any
from uuid import UUID

from application.audit.check_results import CHECKS, check_result
from application.audit.record_ledger_check import RecordLedgerCheck
from application.bus import Origin
from application.principal import WORKER
from entrypoints.bootstrap import App
from entrypoints.web.undertakings import Undertaking, Undertakings


class RunningChecks:
    """At most one of each kind runs in this process; its result goes into the ledger."""

    def __init__(self, app: App, undertakings: Undertakings) -> None:
        self._app = app
        self._undertakings = undertakings
        self._lock = Lock()
        self._latest: dict[str, Undertaking] = {}

    def latest(self, check: str) -> Undertaking | None:
        """The one that runs, or ran last in this process."""
        return self._latest.get(check)

    def begin(self, check: str, origin: Origin, *, id: UUID) -> Undertaking:
        """Begin it, unless one of its kind runs already, or it is this one.

        Raises:
            Forbidden: the principal may not look at the ledger.
        """
        with self._lock:
            latest = self._latest.get(check)
            if latest and not latest.ended:
                return latest
            kept = partial(self._keep, origin, id, self._app.clock.now())
            begun = self._undertakings.begin(id, CHECKS[check](), origin, afterwards=kept)
            self._latest[check] = begun
            return begun

    def _keep(self, origin: Origin, id: UUID, began_at: datetime, found: Any) -> None:
        asked_by = origin.principal.actor
        told = Origin(
            WORKER,
            origin.channel,
            reason=f"Asked for by {asked_by}",
            command_id=id,
            correlation_id=origin.correlation_id,
        )
        result = check_result(found, asked_by=asked_by, began_at=began_at)
        self._app.bus.send(RecordLedgerCheck(new_id=id, result=result), told)
