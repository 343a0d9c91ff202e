"""What an asset is bought as, and what it knows of its licence at Microsoft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.ids import AccountId, AttemptId, InstanceId, OrderId, ProductId
from core.price import PriceSnapshot

ASSET_TYPE = "Licenses"
"""Asset type of every perpetual licence (S53)."""

SYSTEM_FIELDS = ("Perpetual Order ID", "Perpetual Order ID Alias", "Perpetual ID", "Catalog ID")
"""Custom fields that only provisioning, refresh and link may change (S84, D5)."""


class AssetStatus(StrEnum):
    """Public status (S10)."""

    ACTIVE = "active"
    CANCELED = "canceled"


class SyncState(StrEnum):
    """Where provisioning stands; outside, only the last two are shown (S11, D6)."""

    PENDING = "pending"
    ORDERED = "ordered"
    UNKNOWN = "unknown"
    SYNCHRONIZED = "synchronized"
    FAILED = "failed"


class CancellationState(StrEnum):
    """Where the cancellation of an asset stands; None where nobody ever wanted one (D30)."""

    REQUESTED = "requested"
    DECLINED = "declined"
    ATTEMPTED = "attempted"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class CancelledHow(StrEnum):
    """By our call to Microsoft, found cancelled there, or without any licence (D30)."""

    VENDOR = "vendor"
    FOUND = "found"
    LOCAL = "local"


class Phase(StrEnum):
    """The phase of an attempt in which something happened."""

    OPENING_CART = "opening-cart"
    CHECKING_OUT = "checking-out"
    REFUSED = "refused"
    """A checkout was refused, but an earlier one of the same cart is in doubt (D7, D31)."""
    BOUGHT = "bought"
    """Microsoft says that the cart is ordered; only its order is still to be found (D31)."""
    LOOKING_UP = "looking-up"
    """Searching Microsoft's orders and entitlements; no call that could buy (D17)."""
    CONFIRMING_ORDER = "confirming-order"


@dataclass(frozen=True)
class PurchaseDetails:
    """Everything about a purchase that never changes after the order line was executed."""

    order_id: OrderId
    line: int
    instance_id: InstanceId
    product_id: ProductId
    product_code: str
    product_name: str
    sku_name: str
    qualification: str
    quantity: int
    ordered_by: AccountId
    end_customer: AccountId
    billed_to: AccountId
    reseller: AccountId | None
    tenant_id: str
    price: PriceSnapshot


@dataclass(frozen=True)
class Attempt:
    """One try to buy the licence; its intent is stored before any call (D4).

    `reference` ends the cart line's friendly name (D32); `cart_id` is set once the cart's id is
    stored.
    """

    number: int
    attempt_id: AttemptId
    reference: str
    cart_id: str | None = None


@dataclass(frozen=True)
class OpenedCart:
    """A cart at Microsoft, ready to be checked out, with the catalog id in its line."""

    cart_id: str
    catalog_id: str
    currency: str
    expires_at: datetime | None


@dataclass(frozen=True)
class VendorLicence:
    """One line of a vendor order: the licence as Microsoft knows it (D13).

    `order_id` is the canonical id; `perpetual_id` may be missing for long (S21); `ordered_at` is
    Microsoft's time of purchase, from which the return window counts (D11).
    """

    order_id: str
    alias: str | None
    line: int
    catalog_id: str
    quantity: int
    perpetual_id: str | None
    ordered_at: datetime | None

    @property
    def vendor_line(self) -> VendorLine:
        return VendorLine(self.order_id, self.line)


@dataclass(frozen=True)
class LastError:
    """Microsoft's code and words of the latest refusal or uncertainty."""

    code: str
    message: str


@dataclass(frozen=True)
class VendorLine:
    """A line of a vendor order by its canonical id; lines count from 0 as Microsoft's do."""

    order_id: str
    line: int


@dataclass(frozen=True)
class Claim:
    """A vendor order line with the asset that owns it (D8).

    `alias` is the second form of the order's id, claimed as well; None where there is but one.
    """

    instance_id: InstanceId
    vendor_order_id: str
    line: int
    asset_id: UUID
    alias: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Every id under which somebody may find the order."""
        known = (self.vendor_order_id, self.alias)
        return tuple(dict.fromkeys(form for form in known if form))
