"""What every product shall be after a run, from what Microsoft listed (S66, D22, D23)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from core.catalogue.product import Product
from core.catalogue.values import (
    FailedSource,
    MarketPrice,
    Offer,
    ProductCode,
    SheetPrice,
    TargetProduct,
)


@dataclass(frozen=True)
class Listing:
    """All that Microsoft answered for one instance; what failed is named, never guessed."""

    offers: tuple[Offer, ...]
    prices: tuple[SheetPrice, ...]
    failed: tuple[FailedSource, ...]


def targets(listing: Listing, existing: Sequence[Product]) -> dict[ProductCode, TargetProduct]:
    """Target state per product code: the union over countries (S66).

    Of a (country, segment) that failed to answer, what the catalogue already holds stays (D23);
    what was discontinued comes back only when Microsoft lists it again.
    """
    failed = {(each.country, each.segment) for each in listing.failed}
    offers = _by_code(listing.offers)
    prices = _prices_by_code(listing.prices)
    known = {product.code: product for product in existing if not product.discontinued}
    kept = {code: _kept(product, failed) for code, product in known.items()}
    wanted = {code: _united(code, offers[code], prices.get(code, ())) for code in offers}
    for code, (countries, markets) in kept.items():
        if countries:
            base = wanted.get(code) or _as_is(known[code])
            wanted[code] = _extended(base, countries, markets)
    return dict(sorted(wanted.items()))


def digest_of(
    *,
    instance_version: int,
    rate_ids: Iterable[str],
    targets: Mapping[ProductCode, TargetProduct],
    failed: Iterable[FailedSource],
) -> str:
    """SHA-256 of the canonical JSON of everything a confirmation is bound to (D22)."""
    bound = {
        "instance_version": instance_version,
        "rates": sorted(rate_ids),
        "products": {str(code): asdict(target) for code, target in targets.items()},
        "failed": sorted([each.country, each.segment] for each in failed),
    }
    canonical = json.dumps(bound, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _by_code(offers: Iterable[Offer]) -> dict[ProductCode, list[Offer]]:
    grouped: dict[ProductCode, list[Offer]] = {}
    for offer in sorted(offers, key=lambda each: (each.code, each.country)):
        grouped.setdefault(offer.code, []).append(offer)
    return grouped


def _prices_by_code(prices: Iterable[SheetPrice]) -> dict[ProductCode, list[MarketPrice]]:
    grouped: dict[ProductCode, list[MarketPrice]] = {}
    for each in prices:
        grouped.setdefault(each.code, []).append(each.price)
    return grouped


def _united(
    code: ProductCode, offers: Sequence[Offer], prices: Sequence[MarketPrice]
) -> TargetProduct:
    countries = tuple(sorted({offer.country for offer in offers}))
    described = offers[0]
    return TargetProduct(
        code=code,
        sku_name=described.sku_name,
        description=described.description,
        minimum_quantity=described.minimum_quantity,
        maximum_quantity=described.maximum_quantity,
        countries=countries,
        market_prices=tuple(sorted({price for price in prices if price.country in countries})),
    )


def _kept(
    product: Product, failed: set[tuple[str, str]]
) -> tuple[tuple[str, ...], tuple[MarketPrice, ...]]:
    silent = {country for country, segment in failed if segment in ("", product.code.segment)}
    countries = tuple(country for country in product.countries if country in silent)
    return countries, tuple(each for each in product.market_prices if each.country in silent)


def _as_is(product: Product) -> TargetProduct:
    return TargetProduct(
        code=product.code,
        sku_name=product.sku_name,
        description=product.description,
        minimum_quantity=product.minimum_quantity,
        maximum_quantity=product.maximum_quantity,
        countries=(),
        market_prices=(),
    )


def _extended(
    target: TargetProduct, countries: Iterable[str], markets: Iterable[MarketPrice]
) -> TargetProduct:
    return TargetProduct(
        code=target.code,
        sku_name=target.sku_name,
        description=target.description,
        minimum_quantity=target.minimum_quantity,
        maximum_quantity=target.maximum_quantity,
        countries=tuple(sorted({*target.countries, *countries})),
        market_prices=tuple(sorted({*target.market_prices, *markets})),
    )
