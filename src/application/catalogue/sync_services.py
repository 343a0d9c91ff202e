"""Get Services Definition: apply what was previewed and confirmed (S35, S50, D22)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.catalogue.survey import Survey, Surveyor
from application.messages import Command
from application.ports.evidence import Evidence
from application.ports.ledger import Ledger
from application.principal import OPERATORS
from application.projections.products import DISCONTINUED, NEW, UNCHANGED, UPDATED
from core.catalogue.errors import CatalogueChanged
from core.catalogue.sync_run import RunOutcome, SyncRun
from core.ids import THE_ORGANISATION
from core.instances.instance import Instance
from core.organisation.organisation import Organisation


@dataclass(frozen=True)
class AppliedRun:
    """What a run did to the catalogue."""

    run_id: UUID
    digest: str
    new: int
    updated: int
    unchanged: int
    discontinued: int
    quarantined: int
    failed: int


class SyncServices(Command[AppliedRun]):
    """`confirmed` is the digest of the preview; None confirms whatever is found (`--yes`)."""

    roles = OPERATORS
    instance_id: UUID
    confirmed: str | None


class SyncServicesHandler:
    def __init__(self, ledger: Ledger, surveyor: Surveyor, evidence: Evidence) -> None:
        self._ledger = ledger
        self._surveyor = surveyor
        self._evidence = evidence

    def __call__(self, command: SyncServices) -> AppliedRun:
        """
        Raises:
            NoActiveCurrency: no active currency was chosen (S41).
            CatalogueChanged: the world is not the confirmed one any more (D22).
            VendorUnavailable: Microsoft does not answer.
        """
        survey = self._surveyor.survey(self._ledger.get(Instance, command.instance_id))
        if command.confirmed is not None and command.confirmed != survey.digest:
            raise CatalogueChanged(command.confirmed, survey.digest)
        for sheet in survey.sheets:
            self._evidence.keep(sheet.country, sheet.sha256, sheet.raw)
        organisation = self._ledger.get(Organisation, THE_ORGANISATION)
        organisation.define_services(at=survey.run.at)
        outcome = _outcome(survey)
        run = SyncRun.applied(
            survey.run.run_id, outcome, instance=survey.instance.instance_id, at=survey.run.at
        )
        products = (change.product for change in survey.changes)
        self._ledger.save(organisation, run, *products)
        return _applied(survey.run.run_id, outcome)


def _outcome(survey: Survey) -> RunOutcome:
    return RunOutcome(
        digest=survey.digest,
        new=survey.count(NEW),
        updated=survey.count(UPDATED),
        unchanged=survey.count(UNCHANGED),
        discontinued=survey.count(DISCONTINUED),
        quarantine=tuple(row for sheet in survey.sheets for row in sheet.quarantine),
        failed=survey.failed,
        rate_ids=tuple(each.rate_id for each in survey.run.conversions),
        sheets=tuple((sheet.country, sheet.sha256) for sheet in survey.sheets),
    )


def _applied(run_id: UUID, outcome: RunOutcome) -> AppliedRun:
    return AppliedRun(
        run_id=run_id,
        digest=outcome.digest,
        new=outcome.new,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
        discontinued=outcome.discontinued,
        quarantined=len(outcome.quarantine),
        failed=len(outcome.failed),
    )
