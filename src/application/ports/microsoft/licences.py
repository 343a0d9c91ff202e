"""Buying licences at Microsoft: carts, orders and what they entitle to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from core.catalogue.values import CatalogId, ProductCode


@dataclass(frozen=True)
class LineToBuy:
    """The one line of an asset's cart; `friendly_name` ends in the attempt's reference (D32).

    `reseller_mpn_id` names the reseller of an indirect provider's sale in Microsoft's network.
    """

    catalog_id: CatalogId
    quantity: int
    friendly_name: str
    reseller_mpn_id: str | None = None


@dataclass(frozen=True)
class Cart:
    """A cart with its one line. `line_error` is Microsoft's code and words, when there are any."""

    cart_id: str
    ordered: bool
    expires_at: datetime | None
    catalog_id: str
    quantity: int
    currency: str
    friendly_name: str
    line_error: tuple[str, str] | None


class OrderState(StrEnum):
    PENDING = "pending"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class VendorOrderLine:
    """`number` counts from 0, as Microsoft counts; `perpetual_id` is its subscriptionId (D13).

    A cancelled line has quantity 0. `unit_price` is net, in the order's currency, where Microsoft
    shows prices at all.
    """

    number: int
    catalog_id: str
    quantity: int
    friendly_name: str
    perpetual_id: str | None
    unit_price: Decimal | None = None


@dataclass(frozen=True)
class VendorOrder:
    """`order_id` is Microsoft's canonical id, `alias` its alternateId; `ordered_at` in UTC."""

    order_id: str
    alias: str | None
    tenant_id: str
    state: OrderState
    currency: str
    ordered_at: datetime | None
    lines: tuple[VendorOrderLine, ...]

    def has_cancelled(self, line: int) -> bool:
        """Whether the line was cancelled at Microsoft, alone or with its whole order (D30)."""
        if self.state is OrderState.CANCELLED:
            return True
        return any(each.number == line and each.quantity == 0 for each in self.lines)


@dataclass(frozen=True)
class Entitlement:
    """What one order line entitles the customer to: proof of a licence (contract 7.1).

    Included entitlements, such as downgrade rights, are no purchases and are left out.
    """

    order_id: str
    alias: str | None
    line: int
    product: str
    sku: str
    quantity: int


class LicenceVendor(Protocol):
    """The calls that buy, and those that look at what was bought; one partner tenant.

    Every method raises VendorUnavailable when no usable answer came. Only `check_out` may raise
    OutcomeUnknown. Request ids follow D32: same after a timeout, new after any answer.
    """

    def catalog_id(self, tenant_id: str, code: ProductCode, country: str) -> CatalogId:
        """The vendor's item to put in a cart now; fetched just before buying, never kept.

        Raises:
            VendorRefused: the customer cannot buy the product there.
        """
        ...

    def create_cart(self, tenant_id: str, line: LineToBuy, request_id: UUID) -> Cart:
        """
        Raises:
            VendorRefused: a documented refusal.
        """
        ...

    def renew_cart(self, tenant_id: str, cart_id: str, line: LineToBuy, request_id: UUID) -> Cart:
        """Replace the line of a cart that was not checked out.

        Raises:
            VendorRefused: a documented refusal.
            CartGone, CartBusy, CartAlreadySubmitted: see there.
        """
        ...

    def read_cart(self, tenant_id: str, cart_id: str) -> Cart:
        """
        Raises:
            CartGone, CartBusy: see there.
        """
        ...

    def check_out(self, tenant_id: str, cart_id: str, request_id: UUID) -> VendorOrder:
        """Buy what the cart holds; the same cart gives the same order again.

        Raises:
            VendorRefused: a documented 4xx business code or an `orderErrors` entry (D7).
            CartBusy, CartGone, CartAlreadySubmitted: see there.
            OutcomeUnknown: timeout, 408, 409, any 5xx, an unreadable 2xx (D7).
            VendorUnavailable: the request was certainly not processed: not connected, or 429.
        """
        ...

    def read_order(self, tenant_id: str, order_id: str) -> VendorOrder:
        """An order by canonical id or alias.

        Raises:
            VendorRefused: Microsoft does not know it (status 404).
        """
        ...

    def find_orders(self, tenant_id: str) -> tuple[VendorOrder, ...]:
        """All one-time orders that Microsoft lists for the customer; new ones may lag 15 min.

        Raises:
            VendorRefused: Microsoft does not show them, which is no evidence (D17).
        """
        ...

    def find_entitlements(self, tenant_id: str) -> tuple[Entitlement, ...]:
        """Everything that the customer's completed orders entitle it to, unfiltered (D17).

        Raises:
            VendorRefused: Microsoft does not show them, which is no evidence.
        """
        ...

    def cancel_line(
        self, tenant_id: str, order_id: str, line: int, catalog_id: str, request_id: UUID
    ) -> VendorOrder:
        """Cancel a whole order line; the order as it is afterwards (D30).

        Raises:
            VendorRefused: a documented refusal, such as 900117 after the window.
            VendorUnavailable: no usable answer; the line may be cancelled all the same: read it.
        """
        ...
