"""What Microsoft lists for an instance now, and what that would make of its catalogue (B8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.ledger import Ledger
from application.ports.progress import Progress
from application.ports.rows import Rows
from application.ports.vendor import PriceSheet, Vendor, VendorRefused, Vendors, VendorUnavailable
from application.projections.products import (
    BSS_PRODUCTS,
    DISCONTINUED,
    NEW,
    UNCHANGED,
    UPDATED,
)
from application.rates.conversions import Conversions
from core.catalogue.product import Product, RunContext
from core.catalogue.targets import Listing, digest_of, targets
from core.catalogue.values import FailedSource, Offer, ProductCode, TargetProduct
from core.ids import RunId
from core.instances.instance import Instance
from core.qualification import Qualification


@dataclass(frozen=True)
class Change:
    """One product with the catalog status that the run would give it (D23)."""

    product: Product
    status: str


@dataclass(frozen=True)
class Survey:
    """The decided but unsaved outcome of a run; `digest` is what a confirmation is bound to."""

    instance: Instance
    run: RunContext
    digest: str
    changes: tuple[Change, ...]
    sheets: tuple[PriceSheet, ...]
    failed: tuple[FailedSource, ...]

    def count(self, status: str) -> int:
        return sum(change.status == status for change in self.changes)


class Surveyor:
    """Fetches everything and decides everything; saves nothing."""

    def __init__(
        self,
        ledger: Ledger,
        rows: Rows,
        vendors: Vendors,
        conversions: Conversions,
        clock: Clock,
        ids: Ids,
        progress: Progress,
    ) -> None:
        self._ledger = ledger
        self._rows = rows
        self._vendors = vendors
        self._conversions = conversions
        self._clock = clock
        self._ids = ids
        self._progress = progress

    def survey(self, instance: Instance) -> Survey:
        """
        Raises:
            NoActiveCurrency: none was chosen yet (S41).
            VendorUnavailable: no country answered at all.
        """
        run = self._run(instance)
        existing = self._existing(instance)
        fetched = _Fetched(self._vendors.of(instance), instance, self._progress)
        fetched.everything(run)
        wanted = targets(fetched.listing(), existing)
        return Survey(
            instance=instance,
            run=run,
            digest=digest_of(
                instance_version=instance.version,
                rate_ids=(each.rate_id for each in run.conversions),
                targets=wanted,
                failed=fetched.failed,
            ),
            changes=tuple(_changes(instance, existing, wanted, run)),
            sheets=tuple(fetched.sheets),
            failed=tuple(sorted(fetched.failed)),
        )

    def _run(self, instance: Instance) -> RunContext:
        currencies = instance.require_currencies()
        now = self._clock.now()
        return RunContext(
            run_id=RunId(self._ids.new()),
            currencies=currencies,
            conversions=self._conversions.at(now, currencies),
            at=now,
        )

    def _existing(self, instance: Instance) -> list[Product]:
        mine = {"instance_id": instance.id}
        rows = self._rows.all(BSS_PRODUCTS, mine, order=("product_id",))
        return [self._ledger.get(Product, row.product_id) for row in rows]


class _Fetched:
    """Collects offers and sheets country by country; a failure is kept, never guessed over."""

    def __init__(self, vendor: Vendor, instance: Instance, progress: Progress) -> None:
        self._vendor = vendor
        self._instance = instance
        self._progress = progress
        self.offers: list[Offer] = []
        self.sheets: list[PriceSheet] = []
        self.failed: list[FailedSource] = []
        self._reached = False

    def everything(self, run: RunContext) -> None:
        countries = self._instance.countries
        for done, country in enumerate(countries):
            self._progress.advance(f"Asking for {country}", done=done, total=len(countries))
            for qualification in Qualification:
                self._ask_offers(country, qualification)
            self._ask_sheet(country, run)
        self._progress.advance("Countries asked", done=len(countries), total=len(countries))
        if not self.offers and self.failed:
            raise VendorUnavailable(f"Microsoft listed nothing: {self.failed[0].reason}")

    def listing(self) -> Listing:
        prices = tuple(price for sheet in self.sheets for price in sheet.prices)
        return Listing(tuple(self.offers), prices, tuple(self.failed))

    def _ask_offers(self, country: str, qualification: Qualification) -> None:
        language = self._instance.settings.language
        try:
            self.offers += self._vendor.offers(country, qualification, language)
            self._reached = True
        except (VendorRefused, VendorUnavailable) as refusal:
            self._require_reached(refusal)
            segment = qualification.segment_id
            self.failed.append(FailedSource(country, segment, refusal.message))

    def _require_reached(self, refusal: VendorRefused | VendorUnavailable) -> None:
        """Nobody answers the very first question: asking on would only take long."""
        if isinstance(refusal, VendorUnavailable) and not (self._reached or refusal.answered):
            raise refusal
        self._reached = True

    def _ask_sheet(self, country: str, run: RunContext) -> None:
        try:
            self.sheets.append(self._vendor.price_sheet(country, run.at))
        except (VendorRefused, VendorUnavailable) as refusal:
            self.failed.append(FailedSource(country, "", refusal.message))


def _changes(
    instance: Instance,
    existing: list[Product],
    wanted: dict[ProductCode, TargetProduct],
    run: RunContext,
) -> Iterator[Change]:
    known = {product.code: product for product in existing}
    for code, target in wanted.items():
        product = known.get(code)
        if product is None:
            yield Change(_listed(instance, target, run), NEW)
        else:
            yield Change(product, UPDATED if product.become(target, run) else UNCHANGED)
    for code, product in known.items():
        if code not in wanted and not product.discontinued:
            product.discontinue(run)
            yield Change(product, DISCONTINUED)


def _listed(instance: Instance, target: TargetProduct, run: RunContext) -> Product:
    return Product.listed(
        target,
        run,
        instance=instance.instance_id,
        published=instance.settings.publish_new_products,
    )
