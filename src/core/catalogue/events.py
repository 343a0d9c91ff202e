"""What happens to a product and to the runs that define products."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.catalogue.values import FailedSource, ListPrice, MarketPrice, QuarantinedRow
from core.kernel.event import Birth, Event


@dataclass(frozen=True)
class ProductListed(Birth):
    TOPIC = "product.listed.v1"
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


@dataclass(frozen=True)
class ProductDescribed(Event):
    TOPIC = "product.described.v1"
    run_id: UUID
    name: str
    sku_name: str
    description: str
    minimum_quantity: int
    maximum_quantity: int


@dataclass(frozen=True)
class ProductAvailabilityChanged(Event):
    """All countries in which the product is sold now; they replace the former ones."""

    TOPIC = "product.availability-changed.v1"
    run_id: UUID
    countries: tuple[str, ...]


@dataclass(frozen=True)
class ProductRepriced(Event):
    """Market prices as deltas, and the default prices derived from all of them."""

    TOPIC = "product.repriced.v1"
    run_id: UUID
    changed: tuple[MarketPrice, ...]
    removed: tuple[tuple[str, str], ...]
    list_prices: tuple[ListPrice, ...]


@dataclass(frozen=True)
class ProductDiscontinued(Event):
    TOPIC = "product.discontinued.v1"
    run_id: UUID


@dataclass(frozen=True)
class ProductRelisted(Event):
    TOPIC = "product.relisted.v1"
    run_id: UUID


@dataclass(frozen=True)
class SyncRunApplied(Birth):
    """Counts per catalog status, what was left out and why, and the evidence by SHA-256."""

    TOPIC = "sync-run.applied.v1"
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
