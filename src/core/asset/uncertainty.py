"""Not knowing whether Microsoft sold: how long, what may be asked, and who decides (D7, D17)."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.asset.errors import NotFailed, NotUnknown, TooEarlyToDecide
from core.asset.events import CandidateDismissed, SyncUncertain
from core.asset.purchasing import Purchasing
from core.asset.values import LastError, Phase, SyncState, VendorLine

MOST_DOUBTFUL_CHECKOUTS = 10
"""After so many checkouts in doubt the cart is only read: asking again brings nothing more."""

LIST_LAG = timedelta(minutes=15)
"""How long a new order may be missing from Microsoft's list (contract 6.5)."""

CART_GRACE = timedelta(hours=1)
"""How long after its expiry a cart may still be bought by a checkout under way (D31)."""


class UncertainPurchasing(Purchasing):
    """A purchase whose outcome nobody knows is looked for, and never bought anew (B1, D17)."""

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
            NotFailed, AssetAlreadyCanceled: as for `require_without_licence`.
        """
        self.require_without_licence()
        if candidate not in self.dismissed:
            self.record(
                CandidateDismissed(
                    *self.next(at), perpetual_order_id=candidate.order_id, line=candidate.line
                )
            )

    def require_without_licence(self) -> None:
        """
        Raises:
            NotFailed: the asset has a licence, or provisioning is under way.
            AssetAlreadyCanceled: it was given up.
        """
        self.require_active()
        if self.sync not in (SyncState.FAILED, SyncState.UNKNOWN):
            raise NotFailed(str(self.id), self.sync)

    def require_unknown(self) -> None:
        """
        Raises:
            NotUnknown: the outcome is known.
        """
        if self.sync is not SyncState.UNKNOWN:
            raise NotUnknown(str(self.id), self.sync)

    @property
    def decidable_from(self) -> datetime | None:
        """UTC time from which a person may decide that nothing was bought (D17).

        None while its cart may still be checked out.
        """
        return self.searched_since and self.searched_since + LIST_LAG

    def settle_unknown(self, *, at: datetime) -> None:
        """A person decides that nothing was bought; their reason is kept (D17).

        Raises:
            NotUnknown: there is nothing to decide.
            TooEarlyToDecide: the order list lags, or its cart is still checked out (contract 6.5).
        """
        self.require_unknown()
        if self.decidable_from is None or at < self.decidable_from:
            raise TooEarlyToDecide(str(self.id), self.decidable_from)
        text = "An operator decided that Microsoft sold nothing."
        self.fail(Phase.LOOKING_UP, LastError("decided_not_bought", text), at=at)
