"""Asks Microsoft for everything, and decides what a run would make of the catalogue (B8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from application.catalogue.fetching import Fetching
from application.catalogue.survey import Change, Known, Survey
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.microsoft.partners import Vendors
from application.ports.progress import Progress
from application.ports.rows import Rows
from application.projections.products import (
    DISCONTINUED,
    NEW,
    STOREFRONT_PRODUCTS,
    UNCHANGED,
    UPDATED,
)
from application.rates.price_rules import RulesOfPrices
from application.uncollected import uncollected
from core.catalogue.localisation import LocalisationGap
from core.catalogue.price_warnings import price_warnings
from core.catalogue.product import Product
from core.catalogue.target import RunContext, TargetProduct
from core.catalogue.targets import Listing, digest_of, targets
from core.catalogue.values import PriceWarning, ProductCode
from core.ids import RunId
from core.instances.instance import Instance


class Surveyor:
    """Fetches everything and decides everything; saves nothing."""

    def __init__(
        self,
        ledger: Ledger,
        rows: Rows,
        vendors: Vendors,
        rules: RulesOfPrices,
        clock: Clock,
        progress: Progress,
    ) -> None:
        self._ledger = ledger
        self._rows = rows
        self._vendors = vendors
        self._rules = rules
        self._clock = clock
        self._progress = progress

    def survey(
        self, instance: Instance, run_id: RunId, *, keep: Callable[[], None] = lambda: None
    ) -> Survey:
        """`keep` is called again and again while Microsoft is asked.

        Raises:
            NoActiveCurrency: none was chosen yet (S41).
            VendorUnavailable: no country answered at all.
        """
        instance.require_currencies()
        vendor, began = self._vendors.of(instance), self._clock.now()
        fetching = Fetching(vendor, instance, self._progress, keep, now=began)
        listing = fetching.everything()
        keep()
        with uncollected():
            return self._decided(instance, run_id, fetching, listing)

    def _decided(
        self, instance: Instance, run_id: RunId, fetching: Fetching, listing: Listing
    ) -> Survey:
        run = self._run(instance, run_id)
        existing = self._existing(instance)
        wanted = targets(listing, existing)
        changes = tuple(_changes(instance, existing, wanted, run))
        return Survey(
            instance=instance,
            run=run,
            digest=digest_of(
                settings_version=instance.settings_version,
                rules=run.rules,
                targets=wanted,
                failed=listing.failed,
            ),
            changes=changes,
            sheets=tuple(fetching.sheets),
            failed=listing.failed,
            countries=tuple(fetching.log),
            warnings=_warnings(changes, run),
            gaps=_gaps(listing, wanted),
        )

    def _run(self, instance: Instance, run_id: RunId) -> RunContext:
        """Decided when everything was read, so that no past time knows of it earlier (D34)."""
        currencies = instance.require_currencies()
        now = self._clock.now()
        return RunContext(run_id, currencies, self._rules.at(now, currencies), now)

    def _existing(self, instance: Instance) -> tuple[Product, ...]:
        mine = {"instance_id": instance.id}
        rows = self._rows.all(STOREFRONT_PRODUCTS, mine, order=("product_id",))
        return self._ledger.get_all(Product, [row.product_id for row in rows])


def _changes(
    instance: Instance,
    existing: tuple[Product, ...],
    wanted: dict[ProductCode, TargetProduct],
    run: RunContext,
) -> Iterator[Change]:
    known = {product.code: product for product in existing}
    for code, target in wanted.items():
        product = known.get(code)
        if product is None:
            yield Change(_listed(instance, target, run), NEW, before=None)
        else:
            before = _known(product)
            yield Change(product, UPDATED if product.become(target, run) else UNCHANGED, before)
    for code, product in known.items():
        if code not in wanted and not product.discontinued:
            before = _known(product)
            product.discontinue(run)
            yield Change(product, DISCONTINUED, before)


def _known(product: Product) -> Known:
    return Known(product.as_target(), product.list_prices, product.discontinued)


def _listed(instance: Instance, target: TargetProduct, run: RunContext) -> Product:
    return Product.listed(
        target,
        run,
        instance=instance.instance_id,
        published=instance.settings.publish_new_products,
    )


def _warnings(changes: tuple[Change, ...], run: RunContext) -> tuple[PriceWarning, ...]:
    alive = (change.product for change in changes if not change.product.discontinued)
    return tuple(each for product in alive for each in price_warnings(product, run.currencies))


def _gaps(
    listing: Listing, wanted: dict[ProductCode, TargetProduct]
) -> tuple[LocalisationGap, ...]:
    described = ((code, each.language, each.countries) for code, each in wanted.items())
    return listing.texts.gaps(described)
