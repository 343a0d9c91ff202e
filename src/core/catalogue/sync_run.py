"""A run of Get Services Definition that was applied to an instance's catalogue."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from functools import singledispatchmethod
from typing import Self

from core.catalogue.errors import MassDiscontinuation
from core.catalogue.events import SyncRunApplied
from core.catalogue.values import CountryLog, FailedSource, QuarantinedRow
from core.ids import InstanceId, RunId
from core.kernel.aggregate import Aggregate, first
from core.kernel.event import Event

MOST_DISCONTINUED_PERCENT = 20
"""A run that would discontinue more of an instance's products needs an override (D23)."""


@dataclass(frozen=True)
class RunOutcome:
    """Products per catalog status (S81), and what the run left out.

    `sheets` pairs each country with the SHA-256 of its raw price sheet; the counts are those of
    `SyncRunApplied`.
    """

    digest: str
    new: int
    updated: int
    unchanged: int
    discontinued: int
    quarantine: tuple[QuarantinedRow, ...]
    failed: tuple[FailedSource, ...]
    rate_ids: tuple[str, ...]
    sheets: tuple[tuple[str, str], ...]
    rates_override_lists: bool = False
    quarantined: int = 0
    countries: tuple[CountryLog, ...] = ()
    warnings: int = 0
    localisation_gaps: int = 0
    overridden: bool = False

    def discontinues_too_many(self, on_sale: int) -> bool:
        """More than 20 % of the products that were on sale before the run (D23)."""
        return self.discontinued * 100 > on_sale * MOST_DISCONTINUED_PERCENT


class SyncRun(Aggregate, born_by=SyncRunApplied):
    """Saved in the same transaction as all the product events that it caused (D22)."""

    instance_id: InstanceId
    outcome: RunOutcome

    @classmethod
    def applied(
        cls, id: RunId, outcome: RunOutcome, *, instance: InstanceId, on_sale: int, at: datetime
    ) -> Self:
        """`on_sale` counts the products that were not discontinued before the run.

        Raises:
            MassDiscontinuation: too many of them would be, and nobody allowed it (D23).
        """
        if outcome.discontinues_too_many(on_sale) and not outcome.overridden:
            raise MassDiscontinuation(outcome.discontinued, on_sale)
        return cls.born(SyncRunApplied(*first(id, at), instance_id=instance, **vars(outcome)))

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: SyncRunApplied) -> None:
        self.instance_id = InstanceId(event.instance_id)
        told = {each.name: getattr(event, each.name) for each in fields(RunOutcome)}
        self.outcome = RunOutcome(**told)
