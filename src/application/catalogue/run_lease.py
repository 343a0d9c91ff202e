"""One run of Get Services Definition per instance at a time (D22)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.ledger import Ledger, VersionConflict
from core.ids import RunId
from core.instances.errors import SyncLost
from core.instances.instance import Instance
from core.instances.sync_lease import APPLIED, FAILED
from core.kernel.errors import Refused


@dataclass(frozen=True)
class LeaseTerms:
    """How long a run holds its instance without a sign of life."""

    duration: timedelta = timedelta(minutes=2)


class RunLease:
    """A run's hold on its instance, kept in the instance's own stream.

    Whoever takes the instance over writes to that stream, and so does the end of a run, in the
    transaction that applies it: a run that lost its lease can apply nothing.
    """

    def __init__(
        self, instance: Instance, run_id: RunId, ledger: Ledger, clock: Clock, terms: LeaseTerms
    ) -> None:
        self.instance = instance
        self.run_id = run_id
        self._ledger = ledger
        self._clock = clock
        self._terms = terms

    def keep(self) -> None:
        """Renew the lease when half of it is over.

        Raises:
            VersionConflict: somebody edited the instance, or took it over.
        """
        now = self._clock.now()
        lease = self.instance.lease
        if lease is None or now < lease.until - self._terms.duration / 2:
            return
        self.instance.renew_sync(self.run_id, until=now + self._terms.duration, at=now)
        self._ledger.save(self.instance)

    def applied(self) -> Instance:
        """The instance with the run's good end, to be saved with what the run did."""
        self.instance.end_sync(self.run_id, APPLIED, at=self._clock.now())
        return self.instance

    def failed(self, failure: BaseException) -> None:
        """Write down why nothing was applied, unless another run holds the instance already."""
        code, message = _reason(failure)
        with suppress(SyncLost, VersionConflict):
            instance = self._ledger.get(Instance, self.instance.id)
            now = self._clock.now()
            instance.end_sync(self.run_id, FAILED, code=code, message=message, at=now)
            self._ledger.save(instance)


def _reason(failure: BaseException) -> tuple[str, str]:
    if isinstance(failure, Refused):
        return failure.code, failure.message
    if isinstance(failure, KeyboardInterrupt):
        return "interrupted", "Somebody interrupted it."
    return "fault", f"A fault of ours: {type(failure).__name__}."


class RunLeases:
    """Takes the lease of an instance for a new run."""

    def __init__(self, ledger: Ledger, clock: Clock, ids: Ids, terms: LeaseTerms) -> None:
        self._ledger = ledger
        self._clock = clock
        self._ids = ids
        self._terms = terms

    def take(self, instance_id: UUID, *, period: str | None) -> RunLease:
        """
        Raises:
            NoActiveCurrency, SyncRunning, SyncNotDue: as `Instance.start_sync` says.
        """
        instance = self._ledger.get(Instance, instance_id)
        run_id, now = RunId(self._ids.new()), self._clock.now()
        instance.start_sync(run_id, until=now + self._terms.duration, period=period, at=now)
        self._ledger.save(instance)
        return RunLease(instance, run_id, self._ledger, self._clock, self._terms)
