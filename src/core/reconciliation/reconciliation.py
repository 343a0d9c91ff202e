"""A finished comparison of an instance with Microsoft, and what was made of its findings (B2)."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from functools import singledispatchmethod
from typing import Self
from uuid import UUID

from core.ids import InstanceId, ReconciliationId
from core.kernel.aggregate import Aggregate, first
from core.kernel.errors import NotFound
from core.kernel.event import Event
from core.reconciliation.errors import FindingNeedsAsset, NothingToAccept, NothingToApply
from core.reconciliation.events import (
    FindingAccepted,
    FindingApplied,
    ReconciliationCompleted,
)
from core.reconciliation.values import FindingKind, ReconciliationFinding, Report


class Reconciliation(Aggregate, born_by=ReconciliationCompleted):
    """Findings are facts of a moment: applying one is decided anew at Microsoft and the asset."""

    instance_id: InstanceId
    clean: bool
    report: Report
    applied: dict[int, FindingApplied]
    accepted: frozenset[int]

    @classmethod
    def completed(
        cls, id: ReconciliationId, report: Report, *, instance: InstanceId, at: datetime
    ) -> Self:
        facts = vars(report)
        return cls.born(
            ReconciliationCompleted(
                *first(id, at), instance_id=instance, clean=report.is_clean, **facts
            )
        )

    def finding(self, number: int) -> ReconciliationFinding:
        """
        Raises:
            NotFound: the run has no such finding.
        """
        for each in self.report.findings:
            if each.number == number:
                return each
        raise NotFound("finding", str(number))

    def asset_of(self, number: int, chosen: UUID | None) -> UUID:
        """The asset that applying a finding is about: the chosen one, or the one that it names.

        Raises:
            NotFound: the run has no such finding.
            NothingToApply: nothing follows from a finding of its kind by itself.
            FindingNeedsAsset: nobody chose, and the finding is not exact.
        """
        finding = self.finding(number)
        if finding.kind == FindingKind.CANCELLED_THERE and finding.asset_id:
            return finding.asset_id
        if finding.kind != FindingKind.UNLINKED:
            raise NothingToApply(
                f"Finding {number} is {finding.kind}: {finding.says}",
                advice="Only unlinked and cancelled order lines are applied; look at this one.",
            )
        if chosen is None and not finding.exact:
            raise FindingNeedsAsset(number)
        return chosen or finding.candidates[0].asset_id

    def apply(self, number: int, asset: UUID, *, at: datetime) -> None:
        """Note that a finding was acted on; a second time changes nothing.

        Raises:
            NotFound: the run has no such finding.
        """
        finding = self.finding(number)
        if number in self.applied or finding.order_id is None or finding.line is None:
            return
        self.record(
            FindingApplied(
                *self.next(at),
                finding=number,
                kind=finding.kind,
                asset_id=asset,
                order_id=finding.order_id,
                line=finding.line,
            )
        )

    def accept(self, number: int, *, at: datetime) -> None:
        """A person says that a finding is as it should be; a second time changes nothing.

        Raises:
            NotFound: the run has no such finding.
            NothingToAccept: it was applied, or nobody has to act on it.
        """
        finding = self.finding(number)
        if number in self.applied or not (finding.is_open or finding.accepted):
            raise NothingToAccept(number)
        if number not in self.accepted:
            self.record(
                FindingAccepted(
                    *self.next(at),
                    finding=number,
                    instance_id=self.instance_id,
                    **vars(finding.sameness),
                )
            )

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: ReconciliationCompleted) -> None:
        self.instance_id = InstanceId(event.instance_id)
        self.clean = event.clean
        self.report = Report(**{each.name: getattr(event, each.name) for each in fields(Report)})
        self.applied = {}
        self.accepted = frozenset(each.number for each in event.findings if each.accepted)

    @when.register
    def _(self, event: FindingApplied) -> None:
        self.applied = {**self.applied, event.finding: event}

    @when.register
    def _(self, event: FindingAccepted) -> None:
        self.accepted |= {event.finding}
