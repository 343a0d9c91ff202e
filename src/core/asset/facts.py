"""What an asset knows of itself: its events, applied one after the other."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import singledispatchmethod

from core.asset.events import (
    AssetCancelled,
    AssetCreated,
    AssetProvisioned,
    AssetRenamed,
    AssetResynced,
    CancellationAttempted,
    CancellationDeclined,
    CancellationRefused,
    CancellationRequested,
    CandidateDismissed,
    CartOpened,
    CustomFieldEdited,
    ExternalIdLinked,
    OrderPlaced,
    PerpetualIdFilled,
    ProvisioningAttempted,
    ReprovisionDeclined,
    SyncFailed,
    SyncUncertain,
)
from core.asset.licence import licence_of
from core.asset.values import (
    AssetStatus,
    Attempt,
    CancellationState,
    LastError,
    OpenedCart,
    Phase,
    PurchaseDetails,
    SyncState,
    VendorLicence,
    VendorLine,
)
from core.ids import AttemptId
from core.kernel.aggregate import Aggregate
from core.kernel.event import Event

SEARCHING = (Phase.LOOKING_UP, Phase.BOUGHT)
"""Phases in which nothing is checked out any more."""

LONGEST_CART = timedelta(days=7)
"""How long a cart lives at Microsoft when it does not say (contract 6.2)."""


class AssetFacts(Aggregate):
    """The state of an asset. `cart_in_doubt`: a checkout of the live cart may have bought.

    `cart_is_ordered`: Microsoft said that it did, so that nothing disproves it (D31).
    `searched_since` is the UTC time from which Microsoft is only searched: whatever checkout there
    was, also one whose process died in it, ended before (D17). `doubtful_checkouts` counts those of
    the attempt, and `refused_in_doubt` says how a later one of them was refused.
    """

    details: PurchaseDetails
    status: AssetStatus
    name: str
    custom_fields: dict[str, str]
    sync: SyncState
    has_failed: bool
    attempt: Attempt | None
    cart: OpenedCart | None
    cart_in_doubt: bool
    cart_is_ordered: bool
    cart_opened_at: datetime | None
    searched_since: datetime | None
    doubtful_checkouts: int
    refused_in_doubt: LastError | None
    checkout_answers: int
    dismissed: frozenset[VendorLine]
    licence: VendorLicence | None
    provisioned_at: datetime | None
    last_error: LastError | None
    cancellation: CancellationState | None
    cancellation_attempts: int

    @singledispatchmethod
    def when(self, event: Event) -> None:
        super().when(event)

    @when.register
    def _(self, event: AssetCreated) -> None:
        facts = {each.name: getattr(event, each.name) for each in fields(PurchaseDetails)}
        self.details = PurchaseDetails(**facts)
        self.status = AssetStatus.ACTIVE
        self.name = event.product_name
        self.custom_fields = {}
        self.sync = SyncState.PENDING
        self.has_failed = False
        self.attempt = None
        self.cart = None
        self.cart_opened_at = None
        self.cart_in_doubt = False
        self.cart_is_ordered = False
        self.searched_since = None
        self.doubtful_checkouts = 0
        self.refused_in_doubt = None
        self.checkout_answers = 0
        self.dismissed = frozenset()
        self.licence = None
        self.provisioned_at = None
        self.last_error = None
        self.cancellation = None
        self.cancellation_attempts = 0

    @when.register
    def _(self, event: ProvisioningAttempted) -> None:
        self.attempt = Attempt(event.attempt, AttemptId(event.attempt_id), event.reference)
        self.sync = SyncState.PENDING
        self.doubtful_checkouts = 0
        self.refused_in_doubt = None
        self.checkout_answers = 0

    @when.register
    def _(self, event: CartOpened) -> None:
        if self.cart is None or self.cart.cart_id != event.cart_id:
            self._released()
            self.cart_opened_at = event.timestamp
        self.searched_since = None
        expires_at = event.expires_at or event.timestamp + LONGEST_CART
        self.cart = OpenedCart(event.cart_id, event.catalog_id, event.currency, expires_at)
        if self.attempt:
            self.attempt = replace(self.attempt, cart_id=event.cart_id)

    @when.register
    def _(self, event: OrderPlaced) -> None:
        self.licence = licence_of(event)
        self.sync = SyncState.ORDERED

    @when.register
    def _(self, event: AssetProvisioned) -> None:
        self._synchronized(event.timestamp, event.perpetual_id)

    @when.register
    def _(self, event: AssetResynced) -> None:
        self._synchronized(event.timestamp, event.perpetual_id)

    @when.register
    def _(self, event: ExternalIdLinked) -> None:
        self.licence = licence_of(event)
        self._synchronized(event.timestamp, event.perpetual_id)

    @when.register
    def _(self, event: SyncFailed) -> None:
        self.sync = SyncState.FAILED
        self.has_failed = True
        if self.licence:  # the cart's order was cancelled: the cart is spent (D6, D31)
            self.cart = None
            self._released()
        self.licence = None
        self.last_error = LastError(event.code, event.message)

    @when.register
    def _(self, event: SyncUncertain) -> None:
        self.sync = SyncState.UNKNOWN
        self.cart_in_doubt = True
        self.cart_is_ordered |= event.phase == Phase.BOUGHT
        if event.phase not in SEARCHING:
            self.searched_since = None
        elif self.searched_since is None:
            self.searched_since = event.timestamp
        self.doubtful_checkouts += event.phase == Phase.CHECKING_OUT
        if event.phase == Phase.REFUSED:
            self.refused_in_doubt = LastError(event.code, event.message)
        self.checkout_answers += event.answered
        self.last_error = LastError(event.code, event.message)

    @when.register
    def _(self, event: CandidateDismissed) -> None:
        self.dismissed |= {VendorLine(event.perpetual_order_id, event.line)}

    @when.register
    def _(self, event: PerpetualIdFilled) -> None:
        if self.licence:
            self.licence = replace(self.licence, perpetual_id=event.perpetual_id)

    @when.register
    def _(self, event: AssetRenamed) -> None:
        self.name = event.name

    @when.register
    def _(self, event: CustomFieldEdited) -> None:
        self.custom_fields = {**self.custom_fields, event.field: event.value}

    @when.register
    def _(self, event: ReprovisionDeclined) -> None:
        """Nothing changes but the version (D10)."""

    @when.register
    def _(self, event: CancellationRequested) -> None:
        self.cancellation = CancellationState.REQUESTED

    @when.register
    def _(self, event: CancellationDeclined) -> None:
        self.cancellation = CancellationState.DECLINED

    @when.register
    def _(self, event: CancellationAttempted) -> None:
        self.cancellation = CancellationState.ATTEMPTED
        self.cancellation_attempts = event.attempt

    @when.register
    def _(self, event: CancellationRefused) -> None:
        self.cancellation = CancellationState.REFUSED

    @when.register
    def _(self, event: AssetCancelled) -> None:
        self.status = AssetStatus.CANCELED
        self.cancellation = CancellationState.CANCELLED

    def _released(self) -> None:
        """No checkout of the cart that is live from here on is in doubt."""
        self.cart_in_doubt = False
        self.cart_is_ordered = False
        self.searched_since = None

    def _synchronized(self, at: datetime, perpetual_id: str | None) -> None:
        self.sync = SyncState.SYNCHRONIZED
        self.provisioned_at = at
        self.last_error = None
        if self.licence and perpetual_id:
            self.licence = replace(self.licence, perpetual_id=perpetual_id)
