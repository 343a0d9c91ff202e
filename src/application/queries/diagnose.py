"""What needs somebody: paused buying, assets, the catalogue, read models that stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.messages import Query
from application.ports.ledger import EventLog
from application.ports.projections import ProjectionControl
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from application.queries.buying import BuyingState
from application.queries.catalogue_findings import CatalogueFindings
from application.queries.finding import ERROR, NOTICE, Finding
from application.queries.reconciliation_findings import ReconciliationFindings
from core.asset.values import SyncState


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
        rows: Rows,
        control: ProjectionControl,
        catalogue: CatalogueFindings,
        buying: BuyingState,
        reconciliation: ReconciliationFindings,
    ) -> None:
        self._log = log
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
            yield (
                _of_unknown(record)
                if record.sync_state == SyncState.UNKNOWN
                else Finding(
                    NOTICE,
                    f"asset {record.asset_id}",
                    f"{record.name} is being provisioned.",
                    "A running worker finishes it: perpetua worker",
                )
            )

    def _failed(self) -> Iterator[Finding]:
        asked = {"sync_status": str(SyncState.FAILED)}
        for record in self._rows.all(BSS_ASSETS, asked, order=("asset_id",)):
            error = record.last_error
            yield Finding(
                ERROR,
                f"asset {record.asset_id}",
                f"{record.name} failed: {error.code} {error.message}" if error else record.name,
                f"perpetua asset reprovision {record.asset_id}, or asset link",
            )


def _of_unknown(record: AssetRecord) -> Finding:
    error = record.last_error
    return Finding(
        ERROR,
        f"asset {record.asset_id}",
        f"It is not known whether Microsoft sold {record.name}"
        + (f": {error.code} {error.message}" if error else "."),
        f"The worker keeps asking; perpetua asset refresh {record.asset_id} asks at once.",
    )
