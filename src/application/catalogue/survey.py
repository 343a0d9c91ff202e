"""What Microsoft lists for an instance now, and what that would make of its catalogue (B8)."""

from __future__ import annotations

from dataclasses import dataclass

from application.ports.microsoft.catalogue import PriceSheet
from application.projections.products import (
    DISCONTINUED,
    NEW,
    UNCHANGED,
    UPDATED,
)
from core.catalogue.localisation import LocalisationGap
from core.catalogue.product import Product
from core.catalogue.sync_run import RunOutcome
from core.catalogue.target import RunContext, TargetProduct
from core.catalogue.values import (
    CountryLog,
    FailedSource,
    ListPrice,
    PriceWarning,
    QuarantinedRow,
)
from core.instances.instance import Instance


@dataclass(frozen=True)
class Known:
    """What a product was before the run."""

    target: TargetProduct
    list_prices: tuple[ListPrice, ...]
    discontinued: bool


@dataclass(frozen=True)
class Change:
    """One product with the catalog status that the run would give it (D23)."""

    product: Product
    status: str
    before: Known | None


@dataclass(frozen=True)
class Survey:
    """The decided but unsaved outcome of a run; `digest` is what a confirmation is bound to."""

    instance: Instance
    run: RunContext
    digest: str
    changes: tuple[Change, ...]
    sheets: tuple[PriceSheet, ...]
    failed: tuple[FailedSource, ...]
    countries: tuple[CountryLog, ...]
    warnings: tuple[PriceWarning, ...]
    gaps: tuple[LocalisationGap, ...]

    @property
    def quarantine(self) -> tuple[QuarantinedRow, ...]:
        return tuple(row for sheet in self.sheets for row in sheet.quarantine)

    @property
    def on_sale(self) -> int:
        """Products that were not discontinued before the run."""
        before = (change.before for change in self.changes)
        return sum(known is not None and not known.discontinued for known in before)

    def count(self, status: str) -> int:
        return sum(change.status == status for change in self.changes)

    def outcome(self, *, overridden: bool = False) -> RunOutcome:
        """What the run would tell of itself; `overridden`: it may discontinue many (D23)."""
        return RunOutcome(
            digest=self.digest,
            new=self.count(NEW),
            updated=self.count(UPDATED),
            unchanged=self.count(UNCHANGED),
            discontinued=self.count(DISCONTINUED),
            quarantine=self.quarantine,
            failed=self.failed,
            rate_ids=tuple(each.rate_id for each in self.run.rules.conversions),
            sheets=tuple((sheet.country, sheet.sha256) for sheet in self.sheets),
            rates_override_lists=self.run.rules.rates_override_lists,
            quarantined=sum(sheet.quarantined for sheet in self.sheets),
            countries=self.countries,
            warnings=len(self.warnings),
            localisation_gaps=len(self.gaps),
            overridden=overridden,
        )
