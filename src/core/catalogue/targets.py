"""What every product shall be after a run, from what Microsoft listed (S66, D22, D23)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from core.catalogue.localisation import Texts
from core.catalogue.market_union import MarketUnion
from core.catalogue.markets import CountryPrices
from core.catalogue.product import Product
from core.catalogue.target import TargetProduct
from core.catalogue.values import FailedSource, Offer, PriceRules, ProductCode

PRICE_SHEET = ""
"""What a failed source names instead of a segment when it was the country's price sheet."""


@dataclass(frozen=True)
class Listing:
    """All that Microsoft answered for one instance; what failed is named, never guessed."""

    offers: tuple[Offer, ...]
    prices: tuple[CountryPrices, ...]
    failed: tuple[FailedSource, ...]
    texts: Texts

    def silent_about(self, segment: str) -> frozenset[str]:
        """Countries that failed to answer for a segment, or about prices."""
        return frozenset(each.country for each in self.failed if each.segment == segment)


def targets(listing: Listing, existing: Iterable[Product]) -> dict[ProductCode, TargetProduct]:
    """Target state per product code: the union over countries (S66).

    Where a country failed to answer, what the catalogue already holds stays (D23); what was
    discontinued comes back only when Microsoft lists it again.
    """
    stored = {product.code: product for product in existing}
    known = {code: product for code, product in stored.items() if not product.discontinued}
    offers = _by_code(listing.offers)
    places = {
        code: _countries(offers.get(code, ()), known.get(code), listing.silent_about(code.segment))
        for code in sorted({*offers, *known})
    }
    places = {code: countries for code, countries in places.items() if countries}
    prices = MarketUnion(listing.prices, places)
    unpriced = listing.silent_about(PRICE_SHEET)
    for code in stored.keys() & places.keys():
        prices.keep(code, stored[code].markets, unpriced)
    return {
        code: _target(code, countries, offers.get(code, ()), known.get(code), listing.texts, prices)
        for code, countries in places.items()
    }


def digest_of(
    *,
    settings_version: int,
    rules: PriceRules,
    targets: Mapping[ProductCode, TargetProduct],
    failed: Iterable[FailedSource],
) -> str:
    """SHA-256 of the canonical JSON of everything a confirmation is bound to (D22).

    Without times: when a list is known to change is no part of it.
    """
    bound = {
        "instance_version": settings_version,
        "rates": sorted(each.rate_id for each in rules.conversions),
        "rates_override_lists": rules.rates_override_lists,
        "products": [targets[code].canonical() for code in sorted(targets)],
        "failed": sorted([each.country, each.segment] for each in failed),
    }
    canonical = json.dumps(bound, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _by_code(offers: Iterable[Offer]) -> dict[ProductCode, list[Offer]]:
    grouped: dict[ProductCode, list[Offer]] = {}
    for offer in offers:
        grouped.setdefault(offer.code, []).append(offer)
    for of_one in grouped.values():
        of_one.sort(key=attrgetter("country"))
    return grouped


def _countries(
    offers: Sequence[Offer], product: Product | None, silent: frozenset[str]
) -> tuple[str, ...]:
    kept = silent.intersection(product.countries) if product else ()
    return tuple(sorted({*(offer.country for offer in offers), *kept}))


def _target(
    code: ProductCode,
    countries: tuple[str, ...],
    offers: Sequence[Offer],
    product: Product | None,
    texts: Texts,
    prices: MarketUnion,
) -> TargetProduct:
    known = product.as_target() if product else None
    described = offers[0] if offers else known
    assert described is not None  # a product is there because it is offered or was known
    before = (known.description, known.language) if known else None
    text, language = texts.described(code, described.description, before=before)
    if not offers and before:
        text, language = before
    return TargetProduct(
        code=code,
        sku_name=described.sku_name,
        description=text,
        language=language,
        minimum_quantity=described.minimum_quantity,
        maximum_quantity=described.maximum_quantity,
        countries=countries,
        markets=prices.of(code),
        known_changes=prices.changes(code, known.known_changes if known else ()),
    )
