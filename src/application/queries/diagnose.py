"""What needs somebody: paused buying, assets, the catalogue, read models that stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.messages import Query
from application.ports.clock import Clock
from application.ports.ledger import EventLog
from application.ports.projections import ProjectionControl
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from application.queries.buying import BuyingState
from application.queries.cancellation_findings import cancellation_findings
from application.queries.catalogue_findings import CatalogueFindings
from application.queries.finding import ERROR, NOTICE, Finding
from application.queries.reconciliation_findings import ReconciliationFindings
from core.asset.values import AssetStatus, SyncState

_LONGEST_PENDING = timedelta(days=1)
"""After so long a person should ask Microsoft why the order is still pending (D6)."""


@dataclass(frozen=True)
class Diagnosis:
    """`ok` when nobody must act."""

    ok: bool
    events: int
    findings: tuple[Finding, ...]


class Diagnose(Query[Diagnosis]):
    roles = STAFF


class DiagnoseHandler:
    def __init__(
        self,
        log: EventLog,
        clock: Clock,
        rows: Rows,
        control: ProjectionControl,
        catalogue: CatalogueFindings,
        buying: BuyingState,
        reconciliation: ReconciliationFindings,
    ) -> None:
        self._log = log
        self._clock = clock
        self._rows = rows
        self._control = control
        self._catalogue = catalogue
        self._buying = buying
        self._reconciliation = reconciliation

    def __call__(self, query: Diagnose, by: Principal) -> Diagnosis:
        findings = (
            *self._buying.findings(),
            *self._projections(),
            *self._unfinished(),
            *self._failed(),
            *cancellation_findings(self._rows),
            *self._catalogue.all(),
            *self._reconciliation.all(),
        )
        healthy = all(finding.severity != ERROR for finding in findings)
        return Diagnosis(healthy, self._log.end(), findings)

    def _projections(self) -> Iterator[Finding]:
        for status in self._control.status():
            if status.error:
                yield Finding(
                    ERROR,
                    f"read model {status.name}",
                    status.error,
                    f"Mend the cause, then: perpetua projection rebuild {status.name}",
                )

    def _unfinished(self) -> Iterator[Finding]:
        asked = {"provisioning_in_progress": True}
        for record in self._rows.all(BSS_ASSETS, asked, order=("asset_id",)):
            if record.sync_state == SyncState.UNKNOWN:
                yield _of_unknown(record)
            elif record.vendor_ordered_at and record.vendor_ordered_at < self._late():
                yield _of_late_order(record)
            else:
                yield Finding(
                    NOTICE,
                    f"asset {record.asset_id}",
                    f"{record.name} is being provisioned.",
                    "A running worker finishes it: perpetua worker",
                )

    def _late(self) -> datetime:
        return self._clock.now() - _LONGEST_PENDING

    def _failed(self) -> Iterator[Finding]:
        asked = {"sync_status": str(SyncState.FAILED), "status": str(AssetStatus.ACTIVE)}
        for record in self._rows.all(BSS_ASSETS, asked, order=("asset_id",)):
            error = record.last_error
            yield Finding(
                ERROR,
                f"asset {record.asset_id}",
                f"{record.name} failed: {error.code} {error.message}" if error else record.name,
                f"perpetua asset reprovision {record.asset_id}, or asset link",
            )


def _of_late_order(record: AssetRecord) -> Finding:
    return Finding(
        ERROR,
        f"asset {record.asset_id}",
        f"Microsoft has not completed order {record.perpetual_order_id} of {record.name} since "
        f"{record.vendor_ordered_at:%Y-%m-%d %H:%M} UTC.",
        "It is bought and never bought again; ask Microsoft's support about the order.",
    )


def _of_unknown(record: AssetRecord) -> Finding:
    error = record.last_error
    return Finding(
        ERROR,
        f"asset {record.asset_id}",
        f"It is not known whether Microsoft sold {record.name}"
        + (f": {error.code} {error.message}" if error else "."),
        "The worker keeps asking, and buys nothing. See what Microsoft shows: perpetua asset "
        f"candidates {record.asset_id}; then asset link, or asset settle with a reason.",
    )
