"""What an operator should look at: assets, the catalogue, and read models that stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.messages import Query
from application.ports.leases import Leases, Rest
from application.ports.ledger import EventLog
from application.ports.projections import ProjectionControl
from application.ports.rows import Rows
from application.principal import STAFF, Principal
from application.processes.resting import FAULT
from application.projections.asset_record import AssetRecord
from application.projections.bss_assets import BSS_ASSETS
from application.queries.catalogue_findings import CatalogueFindings
from application.queries.finding import ERROR, NOTICE, Finding
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
        leases: Leases,
    ) -> None:
        self._log = log
        self._rows = rows
        self._control = control
        self._catalogue = catalogue
        self._leases = leases

    def __call__(self, query: Diagnose, by: Principal) -> Diagnosis:
        findings = (
            *self._projections(),
            *self._unfinished(),
            *self._failed(),
            *self._catalogue.all(),
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
        rests = {each.subject: each.rest for each in self._leases.all()}
        for record in self._rows.all(BSS_ASSETS, asked, order=("asset_id",)):
            rest = rests.get(record.asset_id)
            if rest and rest.state == FAULT:
                yield _of_fault(record, rest)
            elif record.sync_state == SyncState.UNKNOWN:
                yield _of_unknown(record)
            else:
                yield _of_work(record, rest)

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


def _of_fault(record: AssetRecord, rest: Rest) -> Finding:
    return Finding(
        ERROR,
        f"asset {record.asset_id}",
        f"{record.name} cannot be provisioned because of a fault of Perpetua: {rest.trouble} "
        f"({rest.looks} times in a row; next at {rest.until:%Y-%m-%d %H:%M:%S}Z).",
        "Report it; the others go on. Nothing is lost, and nothing is bought twice.",
    )


def _of_work(record: AssetRecord, rest: Rest | None) -> Finding:
    trouble = f" It waits: {rest.trouble}" if rest and rest.trouble else ""
    return Finding(
        NOTICE,
        f"asset {record.asset_id}",
        f"{record.name} is being provisioned.{trouble}",
        "A running worker finishes it: perpetua worker",
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
