"""Microsoft Partner Center in our words: what can be bought, for whom, and what was bought."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from core.catalogue.markets import CountryPrices
from core.catalogue.values import CatalogId, Offer, ProductCode, QuarantinedRow
from core.instances.instance import Instance
from core.kernel.errors import Refused
from core.qualification import Qualification


class VendorRefused(Refused):
    """A documented refusal: Microsoft's code and words, and nothing was bought (D7)."""

    code = "vendor_refused"

    def __init__(self, vendor_code: str, message: str, *, status: int) -> None:
        super().__init__(f"Microsoft refused with {vendor_code}: {message}")
        self.vendor_code = vendor_code
        self.vendor_message = message
        self.status = status


class PriceSheetUnreadable(VendorRefused):
    """Microsoft sent a price sheet that is no price sheet."""

    def __init__(self, reason: str) -> None:
        super().__init__("unreadable_price_sheet", reason, status=200)
        self.message = f"The price sheet cannot be read: {reason}."
        self.args = (self.message,)


class VendorUnavailable(Refused):
    """No usable answer, and nothing was bought by this call; trying again later is safe.

    `retry_after` is the number of seconds that Microsoft asked to wait, when it did; `answered`
    tells whether any answer came, so that the next call needs a new request id (D32).
    """

    code = "vendor_unavailable"

    def __init__(
        self, message: str, *, retry_after: float | None = None, answered: bool = False
    ) -> None:
        super().__init__(message, advice="Nothing is lost. Try again in a moment.")
        self.retry_after = retry_after
        self.answered = answered


class OutcomeUnknown(Refused):
    """A checkout was sent and its outcome is not known (D7); `answered`: any answer came."""

    code = "outcome_unknown"

    def __init__(self, vendor_code: str, message: str, *, answered: bool) -> None:
        super().__init__(message, advice="The worker keeps asking Microsoft; never buy it again.")
        self.vendor_code = vendor_code
        self.vendor_message = message
        self.answered = answered


class CartBusy(Refused):
    """Another request is processing the cart: wait, then look again (D31)."""

    code = "cart_busy"


class CartGone(Refused):
    """Microsoft does not know the cart (any more): 404 800008 (D31)."""

    code = "cart_gone"


class CartAlreadySubmitted(Refused):
    """The cart was checked out before: 400 800065 means bought, so search (D31)."""

    code = "cart_already_submitted"


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


@dataclass(frozen=True)
class InvoiceLine:
    """One line of Microsoft's one-time invoices; `invoice` is None while it is unbilled.

    `order_id` is whichever form Microsoft printed, `alias` the short one if it was told as well.
    `charge` is Microsoft's folded word: `new`, `cancel` … . Amounts are exact, net, in `currency`;
    `unit_price` is in `pricing_currency`. `quantity` is the billable one.
    """

    invoice: str | None
    tenant_id: str
    order_id: str
    alias: str | None
    catalog_id: str
    charge: str
    quantity: int
    unit_price: Decimal
    pricing_currency: str
    subtotal: Decimal
    currency: str
    ordered_at: datetime | None
    perpetual_id: str | None


@dataclass(frozen=True)
class VettedQualification:
    """`vetting` is Microsoft's word (Approved, InReview, Denied …) or None where none exists."""

    qualification: Qualification
    vetting: str | None


@dataclass(frozen=True)
class CustomerProfile:
    """What Microsoft knows of a customer; Commercial needs no qualification (D26).

    `is_reseller` tells whether the partner is its reseller, `has_agreed` whether it accepted the
    Microsoft Customer Agreement.
    """

    tenant_id: str
    name: str
    country: str | None
    qualifications: tuple[VettedQualification, ...]
    is_reseller: bool
    has_agreed: bool


@dataclass(frozen=True)
class PriceSheet:
    """A country's software sheet: the prices that hold, and the raw bytes with their hash.

    Of its `rows`, `quarantined` could not be used; `quarantine` tells the first 200 of them (D25).
    """

    country: str
    prices: CountryPrices
    rows: int
    quarantine: tuple[QuarantinedRow, ...]
    quarantined: int
    raw: bytes
    sha256: str


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


class VendorCatalogue(Protocol):
    """What may be resold, and at which prices; one partner tenant."""

    def offers(self, country: str, qualification: Qualification, locale: str) -> tuple[Offer, ...]:
        """Texts are in the `locale`, such as `de-DE`, or in English where Microsoft lacks it.

        Raises:
            VendorRefused: not eligible for that segment or view (403 400030, 400036; S64).
            VendorUnavailable: no usable answer.
        """
        ...

    def price_sheet(self, country: str, today: datetime) -> PriceSheet:
        """Rows effective at a UTC time.

        Raises:
            VendorRefused, VendorUnavailable: as for `offers`.
        """
        ...


class VendorCustomers(Protocol):
    """Who the partner's customers are at Microsoft; one partner tenant."""

    def profile(self, tenant_id: str) -> CustomerProfile:
        """
        Raises:
            VendorRefused: Microsoft does not know the customer (status 404).
            VendorUnavailable: no usable answer.
        """
        ...


class VendorBooks(Protocol):
    """What Microsoft's own books say, over all customers of one partner tenant (B2)."""

    def customers(self) -> tuple[str, ...]:
        """Tenant ids of every customer of the partner.

        Raises:
            VendorRefused, VendorUnavailable: the list cannot be read to its end.
        """
        ...

    def invoice_lines(
        self, since: datetime, currencies: Collection[str] = ()
    ) -> tuple[InvoiceLine, ...]:
        """One-time lines of the invoices dated at or after a UTC time, and the unbilled ones.

        Unbilled lines are asked for by currency: in those of the partner's invoices and in
        `currencies`, which should be those of its orders. Usage, which has no whole quantity, is
        left out.

        Raises:
            VendorRefused, VendorUnavailable: the lines cannot be read to their end.
        """
        ...


class Vendor(LicenceVendor, VendorCatalogue, VendorCustomers, VendorBooks, Protocol):
    """Everything that one partner tenant offers."""


class Vendors(Protocol):
    """Partner Center by instance, with that instance's credentials."""

    def of(self, instance: Instance) -> Vendor:
        """
        Raises:
            CredentialsMissing: the process has no credentials under the instance's reference.
        """
        ...


class CredentialsMissing(Refused):
    """The process knows no credentials under the instance's reference."""

    code = "credentials_missing"

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"This process has no Partner Center credentials named {reference!r}.",
            advice="Set PERPETUA_PARTNER_CENTER_CLIENT_ID, …_CLIENT_SECRET and …_REFRESH_TOKEN.",
        )
