"""Link assets to the order lines found for them, and record what Microsoft cancelled (B2, D30)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from application.asset.cancellation.record_found_cancellation import (
    RecordFoundCancellation,
    RecordFoundCancellationHandler,
)
from application.asset.cancellation.why import Why
from application.asset.link_licence import LinkExternalLicence, LinkExternalLicenceHandler
from application.messages import Command
from application.ports.clock import Clock
from application.ports.database_away import DatabaseAway
from application.ports.ledger import Ledger, VersionConflict
from application.principal import OPERATORS
from core.asset.asset import Asset
from core.kernel.errors import Invalid, Refused
from core.reconciliation.reconciliation import Reconciliation
from core.reconciliation.values import FindingKind, ReconciliationFinding

_TRIES = 3


class Outcome(StrEnum):
    APPLIED = "applied"
    ALREADY_APPLIED = "already_applied"
    REFUSED = "refused"


class ChosenFinding(BaseModel):
    """A finding by its number; `asset_id` goes before its exact candidate."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: int = Field(ge=1, description="Its number within the run.")
    asset_id: UUID | None = Field(default=None, description="The asset; unless it is exact.")


@dataclass(frozen=True)
class AppliedFinding:
    """What became of one finding; `code` and `message` say why it was refused."""

    finding: int
    outcome: Outcome
    asset_id: UUID | None
    code: str | None = None
    message: str | None = None


class ApplyFindings(Command[tuple[AppliedFinding, ...]]):
    """The chosen findings, or with `exact` all that are exact; `reason` stays in each history."""

    roles = OPERATORS
    reconciliation_id: UUID
    findings: tuple[ChosenFinding, ...] = ()
    exact: bool = False
    reason: Why


class ApplyFindingsHandler:
    """Each finding stands for itself: one that is refused stops none of the others."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        link: LinkExternalLicenceHandler,
        record_cancellation: RecordFoundCancellationHandler,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._link = link
        self._record_cancellation = record_cancellation

    def __call__(self, command: ApplyFindings) -> tuple[AppliedFinding, ...]:
        """
        Raises:
            NotFound: no such reconciliation.
            Invalid: findings and `exact` are both given, or neither.
        """
        run = self._ledger.get(Reconciliation, command.reconciliation_id)
        if command.exact == bool(command.findings):
            raise Invalid("Name findings, or ask for all that are exact.")
        chosen = command.findings or tuple(_exact(run))
        return tuple(self._result(command, each) for each in chosen)

    def _result(self, command: ApplyFindings, chosen: ChosenFinding) -> AppliedFinding:
        try:
            return self._applied(command, chosen)
        except DatabaseAway:  # the same command, repeated, goes on with what is left
            raise
        except Refused as refused:
            return AppliedFinding(
                finding=chosen.finding,
                outcome=Outcome.REFUSED,
                asset_id=chosen.asset_id,
                code=refused.code,
                message=refused.message,
            )

    def _applied(self, command: ApplyFindings, chosen: ChosenFinding) -> AppliedFinding:
        """The bus would repeat the whole command on a conflict: here one finding is repeated."""
        for _ in range(_TRIES - 1):
            try:
                return self._once(command, chosen)
            except VersionConflict:
                continue
        return self._once(command, chosen)

    def _once(self, command: ApplyFindings, chosen: ChosenFinding) -> AppliedFinding:
        run = self._ledger.get(Reconciliation, command.reconciliation_id)
        if done := run.applied.get(chosen.finding):
            return AppliedFinding(chosen.finding, Outcome.ALREADY_APPLIED, done.asset_id)
        asset = run.asset_of(chosen.finding, chosen.asset_id)
        self._act_on(run.finding(chosen.finding), asset, command.reason)
        run.apply(chosen.finding, asset, at=self._clock.now())
        self._ledger.save(run)
        return AppliedFinding(chosen.finding, Outcome.APPLIED, asset)

    def _act_on(self, finding: ReconciliationFinding, asset: UUID, reason: str) -> None:
        """Nothing to do where a run that died before its note, or a person, was first."""
        known = self._ledger.get(Asset, asset)
        if finding.kind == FindingKind.CANCELLED_THERE:
            if not known.is_canceled:
                self._record_cancellation(RecordFoundCancellation(asset_id=asset, reason=reason))
        elif not _holds(known, finding):
            order = finding.order_id or ""
            link = LinkExternalLicence(
                asset_id=asset, order=order, line=finding.line, reason=reason
            )
            self._link(link)


def _exact(run: Reconciliation) -> Iterator[ChosenFinding]:
    for each in run.report.findings:
        if each.exact and each.number not in run.applied:
            yield ChosenFinding(finding=each.number)


def _holds(asset: Asset, finding: ReconciliationFinding) -> bool:
    licence = asset.licence
    if licence is None or licence.line != finding.line:
        return False
    forms = {finding.order_id, finding.alias} - {None}
    return bool(forms & {licence.order_id, licence.alias})
