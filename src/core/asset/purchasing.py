"""Buying an asset's licence: what each answer of Microsoft's lets it decide (D4, D6, D7, D17)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto

from core.asset.cancellation import CancellableAsset
from core.asset.errors import (
    NotFailed,
    NotInProgress,
    NotUnknown,
    OutcomeStillUnknown,
    TooEarlyToDecide,
)
from core.asset.events import (
    AssetProvisioned,
    AssetResynced,
    CandidateDismissed,
    CartOpened,
    OrderPlaced,
    ProvisioningAttempted,
    ReprovisionDeclined,
    SyncFailed,
    SyncUncertain,
)
from core.asset.licence import claim_of, licence_facts
from core.asset.values import (
    Claim,
    LastError,
    OpenedCart,
    Phase,
    SyncState,
    VendorLicence,
    VendorLine,
)
from core.ids import AssetId, attempt_id

MOST_DOUBTFUL_CHECKOUTS = 10
"""After so many checkouts in doubt the cart is only read: asking again brings nothing more."""

LIST_LAG = timedelta(minutes=15)
"""How long a new order may be missing from Microsoft's list (contract 6.5)."""

CART_GRACE = timedelta(hours=1)
"""How long after its expiry a cart may still be bought by a checkout under way (D31)."""


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

    def doubt(self, phase: Phase, error: LastError, *, answered: bool, at: datetime) -> None:
        """It is not known whether Microsoft sold (D7).

        Every checkout in doubt is told; of look-ups the first, from which the wait of D17 counts,
        and what is new.

        Raises:
            NotInProgress: provisioning has ended.
        """
        self._require_in_progress()
        is_told = self.last_error == error and self._is_searched(phase)
        if is_told and self.sync is SyncState.UNKNOWN:
            return
        self.record(
            SyncUncertain(
                *self.next(at),
                attempt=self._attempt_number(),
                phase=phase,
                code=error.code,
                message=error.message,
                answered=answered,
            )
        )

    def _is_searched(self, phase: Phase) -> bool:
        if phase is Phase.BOUGHT:
            return self.cart_is_ordered
        return phase is Phase.LOOKING_UP and self.searched_since is not None

    def may_conclude(self, wait: timedelta, *, at: datetime) -> bool:
        """Whether reads that begin at `at` may prove that nothing was bought (D17).

        `wait` counts from the first look after the last checkout: a process that died in its
        checkout did not tell when it ended, but no later than that.
        """
        return self.searched_since is not None and at >= self.searched_since + wait

    @property
    def may_check_out_again(self) -> bool:
        """Whether another checkout of the same cart may still tell something (D7).

        Not once it is only searched, as that would start the wait of D17 anew unseen.
        """
        unsettled = self.refused_in_doubt is None and self.searched_since is None
        return unsettled and self.doubtful_checkouts < MOST_DOUBTFUL_CHECKOUTS

    @property
    def cart_released_at(self) -> datetime | None:
        """UTC time from which the live cart can certainly not be bought any more (D31)."""
        if self.cart is None or self.cart.expires_at is None:
            return None
        return self.cart.expires_at + CART_GRACE

    def dismiss(self, candidate: VendorLine, *, at: datetime) -> None:
        """A person says that a purchase which could be this asset's is not (D16).

        Raises:
            NotFailed: the asset has a licence, or provisioning is under way.
            AssetAlreadyCanceled: it was given up.
        """
        self.require_active()
        if self.sync not in (SyncState.FAILED, SyncState.UNKNOWN):
            raise NotFailed(str(self.id), self.sync)
        if candidate not in self.dismissed:
            self.record(
                CandidateDismissed(
                    *self.next(at), perpetual_order_id=candidate.order_id, line=candidate.line
                )
            )

    def require_unknown(self) -> None:
        """
        Raises:
            NotUnknown: the outcome is known.
        """
        if self.sync is not SyncState.UNKNOWN:
            raise NotUnknown(str(self.id), self.sync)

    def settle_unknown(self, *, at: datetime) -> None:
        """A person decides that nothing was bought; their reason is kept (D17).

        Raises:
            NotUnknown: there is nothing to decide.
            TooEarlyToDecide: the order list lags, or its cart is still checked out (contract 6.5).
        """
        self.require_unknown()
        shown_from = self.searched_since and self.searched_since + LIST_LAG
        if shown_from is None or at < shown_from:
            raise TooEarlyToDecide(str(self.id), shown_from)
        text = "An operator decided that Microsoft sold nothing."
        self.fail(Phase.LOOKING_UP, LastError("decided_not_bought", text), at=at)

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
