"""What happens to an asset. Names are frozen (SPEC 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.kernel.event import Birth, Event
from core.price import PriceSnapshot


@dataclass(frozen=True)
class AssetCreated(Birth):
    """The record that triggers provisioning (S6), with its price snapshot (D12)."""

    TOPIC = "asset.created.v1"
    order_id: UUID
    line: int
    instance_id: UUID
    product_id: UUID
    product_code: str
    product_name: str
    sku_name: str
    qualification: str
    quantity: int
    ordered_by: UUID
    end_customer: UUID
    billed_to: UUID
    reseller: UUID | None
    tenant_id: str
    price: PriceSnapshot


@dataclass(frozen=True)
class ProvisioningAttempted(Event):
    """The intent to buy, stored before any call (D4). `purpose` is `purchase` or `reprovision`."""

    TOPIC = "asset.provisioning-attempted.v1"
    attempt: int
    attempt_id: UUID
    reference: str
    purpose: str


@dataclass(frozen=True)
class CartOpened(Event):
    """A cart's id, stored before any checkout of it (D31)."""

    TOPIC = "asset.cart-opened.v1"
    attempt: int
    cart_id: str
    catalog_id: str
    currency: str
    expires_at: datetime | None


@dataclass(frozen=True)
class OrderPlaced(Event):
    """Microsoft accepted the order; its ids are stored at once (D6)."""

    TOPIC = "asset.order-placed.v1"
    attempt: int
    perpetual_order_id: str
    perpetual_order_id_alias: str | None
    line: int
    catalog_id: str
    quantity: int
    perpetual_id: str | None
    ordered_at: datetime | None


@dataclass(frozen=True)
class AssetProvisioned(Event):
    TOPIC = "asset.provisioned.v1"
    attempt: int
    perpetual_id: str | None


@dataclass(frozen=True)
class AssetResynced(Event):
    """First success after a failure (S14)."""

    TOPIC = "asset.resynced.v1"
    attempt: int
    perpetual_id: str | None


@dataclass(frozen=True)
class SyncFailed(Event):
    """A definite refusal, with Microsoft's code and words (D7)."""

    TOPIC = "asset.sync-failed.v1"
    attempt: int
    phase: str
    code: str
    message: str


@dataclass(frozen=True)
class SyncUncertain(Event):
    """Microsoft may or may not have sold; `answered` tells whether any answer came (D7)."""

    TOPIC = "asset.sync-uncertain.v1"
    attempt: int
    phase: str
    code: str
    message: str
    answered: bool


@dataclass(frozen=True)
class CandidateDismissed(Event):
    """A person looked at a purchase that could be this asset's, and says it is not (D16)."""

    TOPIC = "asset.candidate-dismissed.v1"
    perpetual_order_id: str
    line: int


@dataclass(frozen=True)
class PerpetualIdFilled(Event):
    TOPIC = "asset.perpetual-id-filled.v1"
    perpetual_id: str


@dataclass(frozen=True)
class ExternalIdLinked(Event):
    """An existing licence was connected by a person (S32)."""

    TOPIC = "asset.external-id-linked.v1"
    perpetual_order_id: str
    perpetual_order_id_alias: str | None
    line: int
    catalog_id: str
    quantity: int
    perpetual_id: str | None
    ordered_at: datetime | None


@dataclass(frozen=True)
class AssetRenamed(Event):
    TOPIC = "asset.renamed.v1"
    name: str


@dataclass(frozen=True)
class CustomFieldEdited(Event):
    TOPIC = "asset.custom-field-edited.v1"
    field: str
    value: str


@dataclass(frozen=True)
class ReprovisionDeclined(Event):
    """Somebody was asked and said no; nothing else happened (S31, D10)."""

    TOPIC = "asset.reprovision-declined.v1"


@dataclass(frozen=True)
class CancellationRequested(Event):
    """Somebody wants the licence cancelled; who and why is in the metadata (D30)."""

    TOPIC = "asset.cancellation-requested.v1"


@dataclass(frozen=True)
class CancellationDeclined(Event):
    """An operator said no to a request; nothing else happened (D30)."""

    TOPIC = "asset.cancellation-declined.v1"


@dataclass(frozen=True)
class CancellationAttempted(Event):
    """The intent to cancel a whole vendor order line, stored before any call (D1, D4)."""

    TOPIC = "asset.cancellation-attempted.v1"
    attempt: int
    perpetual_order_id: str
    line: int
    catalog_id: str


@dataclass(frozen=True)
class CancellationRefused(Event):
    """Microsoft said no, with its code and words; the licence stays (D30)."""

    TOPIC = "asset.cancellation-refused.v1"
    attempt: int
    code: str
    message: str


@dataclass(frozen=True)
class AssetCancelled(Event):
    """The end of an asset. `how`: `vendor`, `found` at Microsoft, or `local` (D30, D24)."""

    TOPIC = "asset.cancelled.v1"
    how: str
    credited: bool


@dataclass(frozen=True)
class VendorOrderLineClaimed(Birth):
    """Stream of its own: the same line cannot be claimed twice (D8)."""

    TOPIC = "vendor-order-line.claimed.v1"
    instance_id: UUID
    perpetual_order_id: str
    line: int
    asset_id: UUID
