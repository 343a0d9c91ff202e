"""Get Services Definition: apply what was previewed and confirmed (S35, S50, D22)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from application.already_done import already_done
from application.catalogue.preview_services import Previews
from application.catalogue.run_lease import RunLease, RunLeases
from application.catalogue.survey import Survey
from application.catalogue.surveyor import Surveyor
from application.messages import Command
from application.ports.evidence import Evidence
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS, Role
from core.catalogue.errors import CatalogueChanged
from core.catalogue.sync_run import RunOutcome, SyncRun
from core.catalogue.values import FailedSource
from core.ids import THE_ORGANISATION
from core.instances.events import SyncEnded
from core.instances.sync_lease import APPLIED
from core.kernel.errors import Invalid
from core.organisation.organisation import Organisation

_DIGEST = re.compile(r"[0-9a-f]{12,64}")


@dataclass(frozen=True)
class AppliedRun:
    """What a run did to the catalogue; of `failed_sources` nothing was changed (D23)."""

    run_id: UUID
    digest: str
    new: int
    updated: int
    unchanged: int
    discontinued: int
    quarantined: int
    failed: int
    failed_sources: tuple[FailedSource, ...]
    warnings: int
    localisation_gaps: int


class SyncServices(Command[AppliedRun]):
    """`confirmed` is the digest of the preview; None confirms whatever is found (`--yes`).

    More than 20 % of the products are discontinued only with `allow_mass_discontinuation` (D23).
    `period` is the month of a scheduled run, which happens once.
    """

    roles = OPERATORS | {Role.SYSTEM}
    instance_id: UUID
    confirmed: str | None = None
    allow_mass_discontinuation: bool = False
    period: str | None = None


class SyncServicesHandler:
    def __init__(
        self,
        ledger: Ledger,
        log: EventLog,
        leases: RunLeases,
        surveyor: Surveyor,
        previews: Previews,
        evidence: Evidence,
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._leases = leases
        self._surveyor = surveyor
        self._previews = previews
        self._evidence = evidence

    def __call__(self, command: SyncServices) -> AppliedRun:
        """Until its one transaction at the end, a run changes nothing but the run log.

        Raises:
            NoActiveCurrency: no active currency was chosen (S41).
            Invalid: what was confirmed is no digest.
            SyncRunning: another run holds the instance (D22).
            SyncNotDue: the scheduled run of that month was done.
            CatalogueChanged: the world is not the confirmed one any more (D22).
            MassDiscontinuation: it would discontinue over 20 %, and nobody allowed it (D23).
            VendorUnavailable: Microsoft does not answer.
        """
        if run := self._applied_before(command.instance_id):
            return _applied(run.id, run.outcome)
        confirmed = _digest(command.confirmed)
        lease = self._leases.take(command.instance_id, period=command.period)
        try:
            return self._run(lease, command, confirmed)
        except (Exception, KeyboardInterrupt) as failure:
            lease.failed(failure)
            raise

    def _applied_before(self, instance_id: UUID) -> SyncRun | None:
        """What a command that comes again, because its answer was lost, has applied already."""
        for each in already_done(self._log, instance_id):
            if isinstance(each.event, SyncEnded) and each.event.outcome == APPLIED:
                return self._ledger.get(SyncRun, each.event.run_id)
        return None

    def _run(self, lease: RunLease, command: SyncServices, confirmed: str) -> AppliedRun:
        survey = self._surveyor.survey(lease.instance, lease.run_id, keep=lease.keep)
        if not survey.digest.startswith(confirmed):
            found = self._previews.of(survey)
            raise CatalogueChanged(confirmed, survey.digest, details=found)
        outcome = survey.outcome(overridden=command.allow_mass_discontinuation)
        self._apply(lease, survey, outcome)
        return _applied(lease.run_id, outcome)

    def _apply(self, lease: RunLease, survey: Survey, outcome: RunOutcome) -> None:
        instance, at = survey.instance.instance_id, survey.run.at
        run = SyncRun.applied(
            lease.run_id, outcome, instance=instance, on_sale=survey.on_sale, at=at
        )
        for sheet in survey.sheets:
            self._evidence.keep(sheet.country, sheet.sha256, sheet.raw)
        organisation = self._ledger.get(Organisation, THE_ORGANISATION)
        organisation.define_services(at=at)
        products = (change.product for change in survey.changes)
        self._ledger.save(organisation, run, *products, lease.applied())


def _digest(confirmed: str | None) -> str:
    """The beginning of the digest that somebody confirmed; empty when anything is (`--yes`)."""
    if confirmed is None:
        return ""
    if not _DIGEST.fullmatch(confirmed.strip().lower()):
        raise Invalid(
            f"{confirmed!r} is no digest of a preview.",
            advice="Copy it from the preview, whole or its first 12 characters.",
        )
    return confirmed.strip().lower()


def _applied(run_id: UUID, outcome: RunOutcome) -> AppliedRun:
    return AppliedRun(
        run_id=run_id,
        digest=outcome.digest,
        new=outcome.new,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
        discontinued=outcome.discontinued,
        quarantined=outcome.quarantined,
        failed=len(outcome.failed),
        failed_sources=outcome.failed,
        warnings=outcome.warnings,
        localisation_gaps=outcome.localisation_gaps,
    )
