"""Runs of the reconciliation: all of them, and one with its findings (B2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import Field

from application.messages import Query
from application.ports.ledger import Ledger
from application.ports.rows import Page, Rows
from application.principal import STAFF, Principal
from application.projections.reconciliations import RECONCILIATIONS, ReconciliationRow
from core.kernel.errors import NotFound
from core.reconciliation.reconciliation import Reconciliation
from core.reconciliation.values import (
    FindingCounts,
    InvoiceReading,
    ReconciliationFinding,
    UnreadCustomer,
)


@dataclass(frozen=True)
class FindingView:
    """A finding, the asset that it was applied to, if it was, and whether a person accepts it."""

    finding: ReconciliationFinding
    applied_to: UUID | None
    accepted: bool


@dataclass(frozen=True)
class ReconciliationView:
    """A run as the ledger keeps it; what matched is only counted."""

    reconciliation_id: UUID
    instance_id: UUID
    begun_at: datetime
    completed_at: datetime
    clean: bool
    customers_read: int
    customers_not_read: tuple[UnreadCustomer, ...]
    invoices: InvoiceReading
    counts: FindingCounts
    findings: tuple[FindingView, ...]
    position: int


class ListReconciliations(Query[Page[ReconciliationRow]]):
    """Newest first; of one instance when it is named."""

    roles = STAFF
    instance_id: UUID | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ListReconciliationsHandler:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __call__(self, query: ListReconciliations, by: Principal) -> Page[ReconciliationRow]:
        """
        Raises:
            Invalid: the cursor is not one of this list.
        """
        return self._rows.page(
            RECONCILIATIONS,
            where={"instance_id": query.instance_id} if query.instance_id else None,
            order=("begun_at", "reconciliation_id"),
            descending=True,
            after=query.after,
            limit=query.limit,
        )


class ShowReconciliation(Query[ReconciliationView]):
    roles = STAFF
    reconciliation_id: UUID


class ShowReconciliationHandler:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __call__(self, query: ShowReconciliation, by: Principal) -> ReconciliationView:
        """
        Raises:
            NotFound: no such reconciliation.
        """
        run = self._ledger.find(Reconciliation, query.reconciliation_id)
        if run is None:
            raise NotFound("reconciliation", str(query.reconciliation_id))
        report = run.report
        return ReconciliationView(
            reconciliation_id=run.id,
            instance_id=run.instance_id,
            begun_at=report.begun_at,
            completed_at=run.created_on,
            clean=run.clean,
            customers_read=report.customers_read,
            customers_not_read=report.customers_not_read,
            invoices=report.invoices,
            counts=report.counts,
            findings=tuple(_view(each, run) for each in report.findings),
            position=report.position,
        )


def _view(finding: ReconciliationFinding, run: Reconciliation) -> FindingView:
    done = run.applied.get(finding.number)
    return FindingView(
        finding,
        applied_to=done.asset_id if done else None,
        accepted=finding.number in run.accepted,
    )
