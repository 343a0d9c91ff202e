"""What happens to a product and to the runs that define products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.catalogue.markets import MarketPrice
from core.catalogue.values import (
    CountryLog,
    FailedSource,
    KnownChange,
    ListPrice,
    QuarantinedRow,
)
from core.kernel.event import Birth, Event


@dataclass(frozen=True)
class ProductListed(Birth):
    """`language` is that of the description (S77)."""

    TOPIC = "product.listed.v2"
    run_id: UUID
    instance_id: UUID
    code: str
    name: str
    sku_name: str
    qualification: str
    description: str
    minimum_quantity: int
    maximum_quantity: int
    published: bool
    language: str

    @staticmethod
    def upcast_v1_v2(facts: dict[str, Any]) -> dict[str, Any]:
        return {**facts, "language": "en"}


@dataclass(frozen=True)
class ProductDescribed(Event):
    """`language` is that of the description (S77)."""

    TOPIC = "product.described.v2"
    run_id: UUID
    name: str
    sku_name: str
    description: str
    minimum_quantity: int
    maximum_quantity: int
    language: str

    @staticmethod
    def upcast_v1_v2(facts: dict[str, Any]) -> dict[str, Any]:
        return {**facts, "language": "en"}


@dataclass(frozen=True)
class ProductAvailabilityChanged(Event):
    """All countries in which the product is sold now; they replace the former ones."""

    TOPIC = "product.availability-changed.v1"
    run_id: UUID
    countries: tuple[str, ...]


@dataclass(frozen=True)
class ProductRepriced(Event):
    """Market prices as deltas, and the default prices derived from all of them.

    `removed` names lists that have no price any more: country, currency, beginning of the tier.
    """

    TOPIC = "product.repriced.v2"
    run_id: UUID
    changed: tuple[MarketPrice, ...]
    removed: tuple[tuple[str, str, int], ...]
    list_prices: tuple[ListPrice, ...]

    @staticmethod
    def upcast_v1_v2(facts: dict[str, Any]) -> dict[str, Any]:
        changed = [{**price, "from_quantity": 1} for price in facts["changed"]]
        return {**facts, "changed": changed, "removed": [[*key, 1] for key in facts["removed"]]}


@dataclass(frozen=True)
class ProductPriceChangeForeseen(Event):
    """When lists are known to change next, earliest per country; they replace the former (D2)."""

    TOPIC = "product.price-change-foreseen.v1"
    run_id: UUID
    changes: tuple[KnownChange, ...]


@dataclass(frozen=True)
class ProductDiscontinued(Event):
    TOPIC = "product.discontinued.v1"
    run_id: UUID


@dataclass(frozen=True)
class ProductRelisted(Event):
    TOPIC = "product.relisted.v1"
    run_id: UUID


@dataclass(frozen=True)
class ProductPublished(Event):
    """Buyers may see and order it from now on (D23)."""

    TOPIC = "product.published.v1"


@dataclass(frozen=True)
class ProductWithdrawn(Event):
    """Buyers do not see it any more; assets stay as they are."""

    TOPIC = "product.withdrawn.v1"


@dataclass(frozen=True)
class SyncRunApplied(Birth):
    """Counts per catalog status, what was left out and why, and the evidence by SHA-256.

    `quarantine` has the first unusable rows of every sheet, `quarantined` counts all of them.
    `warnings` counts prices that are missing or sell below purchase, `localisation_gaps` texts
    that stayed English. `rate_ids` and `rates_override_lists` are the rules that its default prices
    followed (D20). `overridden` tells that an operator allowed a mass discontinuation (D23).
    """

    TOPIC = "sync-run.applied.v2"
    instance_id: UUID
    digest: str
    new: int
    updated: int
    unchanged: int
    discontinued: int
    quarantine: tuple[QuarantinedRow, ...]
    failed: tuple[FailedSource, ...]
    rate_ids: tuple[str, ...]
    sheets: tuple[tuple[str, str], ...]
    rates_override_lists: bool
    quarantined: int
    countries: tuple[CountryLog, ...]
    warnings: int
    localisation_gaps: int
    overridden: bool

    @staticmethod
    def upcast_v1_v2(facts: dict[str, Any]) -> dict[str, Any]:
        return {
            **facts,
            "rates_override_lists": False,
            "quarantined": len(facts["quarantine"]),
            "countries": [],
            "warnings": 0,
            "localisation_gaps": 0,
            "overridden": False,
        }
