"""What needs somebody: paused buying, read models, assets, the catalogue, the hash chain."""

from __future__ import annotations

from dataclasses import dataclass

from application.messages import Query
from application.ports.ledger import EventLog
from application.principal import STAFF, Principal
from application.queries.asset_findings import AssetFindings
from application.queries.buying import BuyingState
from application.queries.catalogue_findings import CatalogueFindings
from application.queries.chain_findings import ChainFindings
from application.queries.finding import ERROR, Finding
from application.queries.projection_findings import ProjectionFindings
from application.queries.reconciliation_findings import ReconciliationFindings


@dataclass(frozen=True)
class Diagnosis:
    """`ok` when nobody must act."""

    ok: bool
    events: int
    findings: tuple[Finding, ...]


class Diagnose(Query[Diagnosis]):
    """Without `each_asset` only what is about no single asset, however many need somebody."""

    roles = STAFF
    each_asset: bool = True


class DiagnoseHandler:
    def __init__(
        self,
        log: EventLog,
        assets: AssetFindings,
        catalogue: CatalogueFindings,
        buying: BuyingState,
        reconciliation: ReconciliationFindings,
        chain: ChainFindings,
        projections: ProjectionFindings,
    ) -> None:
        self._log = log
        self._assets = assets
        self._catalogue = catalogue
        self._buying = buying
        self._reconciliation = reconciliation
        self._chain = chain
        self._projections = projections

    def __call__(self, query: Diagnose, by: Principal) -> Diagnosis:
        findings = (
            *self._buying.findings(),
            *self._projections.all(),
            *(self._assets.all() if query.each_asset else ()),
            *self._catalogue.all(),
            *self._reconciliation.all(),
            *self._chain.all(),
        )
        healthy = all(finding.severity != ERROR for finding in findings)
        return Diagnosis(healthy, self._log.end(), findings)
