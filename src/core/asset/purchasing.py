"""Buying an asset's licence: what each answer of Microsoft's lets it decide (D4, D6, D7, D17)."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from core.asset.cancellation import CancellableAsset
from core.asset.errors import (
    NotFailed,
    NotInProgress,
    OutcomeStillUnknown,
)
from core.asset.events import (
    AssetProvisioned,
    AssetResynced,
    CartOpened,
    OrderPlaced,
    ProvisioningAttempted,
    ReprovisionDeclined,
    SyncFailed,
)
from core.asset.licence import claim_of, licence_facts
from core.asset.values import (
    Claim,
    LastError,
    OpenedCart,
    Phase,
    SyncState,
    VendorLicence,
)
from core.ids import AssetId, attempt_id


class Step(Enum):
    """What provisioning has to do next; the ledger alone decides (B1)."""

    BEGIN_ATTEMPT = auto()
    OPEN_CART = auto()
    CHECK_OUT = auto()
    CONFIRM_ORDER = auto()
    CANCEL = auto()
    NOTHING = auto()


class Purchasing(CancellableAsset):
    """One licence, bought at most once, whoever asks and however often (B1)."""

    @property
    def asset_id(self) -> AssetId:
        return AssetId(self.id)

    @property
    def references(self) -> tuple[str, ...]:
        """References of all attempts so far: an order that carries one is this asset's (D32)."""
        count = self.attempt.number if self.attempt else 0
        return tuple(reference_of(self.asset_id, number) for number in range(1, count + 1))

    @property
    def next_step(self) -> Step:
        """The step that provisioning stands before; the same after any crash."""
        if self.is_being_cancelled:
            return Step.CANCEL
        if self.sync is SyncState.ORDERED:
            return Step.CONFIRM_ORDER
        if self.sync not in (SyncState.PENDING, SyncState.UNKNOWN):
            return Step.NOTHING
        if self.attempt is None:
            return Step.BEGIN_ATTEMPT
        return Step.CHECK_OUT if self.attempt.cart_id else Step.OPEN_CART

    def begin_attempt(self, *, at: datetime) -> None:
        """Store the intent to buy for the first time, before the first call (D4)."""
        if self.next_step is Step.BEGIN_ATTEMPT:
            self._attempt(1, "purchase", at)

    def begin_reprovision(self, *, at: datetime) -> None:
        """Store the confirmed intent to buy again (S13, S30).

        Raises:
            NotFailed: the asset is synchronized or in progress.
            OutcomeStillUnknown: Microsoft may have sold it already (D7).
        """
        self.require_failed()
        self._attempt(self.attempt.number + 1 if self.attempt else 1, "reprovision", at)

    def require_failed(self) -> None:
        """
        Raises:
            NotFailed, OutcomeStillUnknown: as for `begin_reprovision`.
            AssetAlreadyCanceled: it was given up.
        """
        self.require_active()
        if self.sync is SyncState.UNKNOWN:
            raise OutcomeStillUnknown(str(self.id))
        if self.sync is not SyncState.FAILED:
            raise NotFailed(str(self.id), self.sync)

    def decline_reprovision(self, *, at: datetime) -> None:
        """Somebody was asked and said no (S31).

        Raises:
            NotFailed, OutcomeStillUnknown: there was nothing to ask.
        """
        self.require_failed()
        self.record(ReprovisionDeclined(*self.next(at)))

    def open_cart(self, cart: OpenedCart, *, at: datetime) -> None:
        """Store the cart of the current attempt; saving it is the compare-and-swap of D31.

        Raises:
            NotInProgress: provisioning has ended.
        """
        self._require_in_progress()
        self.record(
            CartOpened(
                *self.next(at),
                attempt=self._attempt_number(),
                cart_id=cart.cart_id,
                catalog_id=cart.catalog_id,
                currency=cart.currency,
                expires_at=cart.expires_at,
            )
        )

    def place_order(self, licence: VendorLicence, *, at: datetime) -> Claim:
        """Store the ids of the order that Microsoft accepted (D6); the claim is saved with it.

        Raises:
            NotInProgress: provisioning has ended.
        """
        self._require_in_progress()
        self.record(
            OrderPlaced(*self.next(at), attempt=self._attempt_number(), **licence_facts(licence))
        )
        return claim_of(self.details, licence, self.asset_id)

    def confirm_order(self, perpetual_id: str | None, *, at: datetime) -> None:
        """Microsoft completed the order: synchronized, with or without perpetual id (S21).

        Raises:
            NotInProgress: provisioning has ended.
        """
        self._require_in_progress()
        confirmed = AssetResynced if self.has_failed else AssetProvisioned
        self.record(
            confirmed(*self.next(at), attempt=self._attempt_number(), perpetual_id=perpetual_id)
        )

    def fail(self, phase: Phase, error: LastError, *, at: datetime) -> None:
        """A definite refusal: no licence came of this attempt (D7).

        Raises:
            NotInProgress: provisioning has ended.
        """
        self._require_in_progress()
        self.record(
            SyncFailed(
                *self.next(at),
                attempt=self._attempt_number(),
                phase=phase,
                code=error.code,
                message=error.message,
            )
        )

    def _require_in_progress(self) -> None:
        if self.next_step in (Step.NOTHING, Step.CANCEL):
            raise NotInProgress(str(self.id), self.sync)

    def _attempt(self, number: int, purpose: str, at: datetime) -> None:
        self.record(
            ProvisioningAttempted(
                *self.next(at),
                attempt=number,
                attempt_id=attempt_id(self.asset_id, number),
                reference=reference_of(self.asset_id, number),
                purpose=purpose,
            )
        )

    def _attempt_number(self) -> int:
        return self.attempt.number if self.attempt else 0


def reference_of(asset: AssetId, number: int) -> str:
    """Short reference of the asset's n-th attempt; it ends the cart line's friendly name (D32)."""
    return f"PX-{attempt_id(asset, number).hex[:10].upper()}"
