"""Compare everything that Microsoft shows of an instance with its assets (B2)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.context import current_cause
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import OPERATORS, Role
from application.reconciliation.reporting import Reconciling
from core.ids import ReconciliationId
from core.instances.instance import Instance
from core.reconciliation.reconciliation import Reconciliation
from core.reconciliation.values import FindingCounts, UnreadCustomer


@dataclass(frozen=True)
class Reconciled:
    """What a run found; `clean` when every customer was read and nothing is unaccounted for."""

    reconciliation_id: UUID
    instance_id: UUID
    clean: bool
    customers_read: int
    customers_not_read: tuple[UnreadCustomer, ...]
    counts: FindingCounts


class ReconcileInstance(Command[Reconciled]):
    """Changes no asset: the run writes one event, its report."""

    roles = OPERATORS | {Role.SYSTEM}
    instance_id: UUID


class ReconcileInstanceHandler:
    def __init__(self, ledger: Ledger, clock: Clock, reconciling: Reconciling) -> None:
        self._ledger = ledger
        self._clock = clock
        self._reconciling = reconciling

    def __call__(self, command: ReconcileInstance) -> Reconciled:
        """Who repeats the command by its id gets the run that it made.

        Raises:
            NotFound: no such instance.
            CredentialsMissing, VendorRefused, VendorUnavailable: as `Reconciling` says.
        """
        instance = self._ledger.get(Instance, command.instance_id)
        identity = ReconciliationId(current_cause().command_id)
        if done := self._ledger.find(Reconciliation, identity):
            return _reconciled(done)
        report = self._reconciling.report(instance, begun=self._clock.now())
        run = Reconciliation.completed(
            identity, report, instance=instance.instance_id, at=self._clock.now()
        )
        self._ledger.save(run)
        return _reconciled(run)


def _reconciled(run: Reconciliation) -> Reconciled:
    return Reconciled(
        reconciliation_id=run.id,
        instance_id=run.instance_id,
        clean=run.clean,
        customers_read=run.report.customers_read,
        customers_not_read=run.report.customers_not_read,
        counts=run.report.counts,
    )
