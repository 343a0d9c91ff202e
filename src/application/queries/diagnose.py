"""What needs somebody: paused buying, assets, the catalogue, read models that stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.messages import Query
from application.ports.ledger import EventLog
from application.ports.projections import ProjectionControl
from application.principal import STAFF, Principal
from application.queries.asset_findings import AssetFindings
from application.queries.buying import BuyingState
from application.queries.catalogue_findings import CatalogueFindings
from application.queries.finding import ERROR, Finding
from application.queries.reconciliation_findings import ReconciliationFindings


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
        control: ProjectionControl,
        assets: AssetFindings,
        catalogue: CatalogueFindings,
        buying: BuyingState,
        reconciliation: ReconciliationFindings,
    ) -> None:
        self._log = log
        self._control = control
        self._assets = assets
        self._catalogue = catalogue
        self._buying = buying
        self._reconciliation = reconciliation

    def __call__(self, query: Diagnose, by: Principal) -> Diagnosis:
        findings = (
            *self._buying.findings(),
            *self._projections(),
            *self._assets.all(),
            *self._catalogue.all(),
            *self._reconciliation.all(),
        )
        healthy = all(finding.severity != ERROR for finding in findings)
        return Diagnosis(healthy, self._log.end(), findings)

    def _projections(self) -> Iterator[Finding]:
        for status in self._control.status():
            if status.live and status.error:
                yield Finding(
                    ERROR,
                    f"read model {status.name}",
                    status.error.message,
                    f"Mend the fold, then: perpetua projection retry {status.name}",
                )
