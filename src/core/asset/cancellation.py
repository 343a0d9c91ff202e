"""Cancelling an asset: asked for, declined or approved, and what Microsoft made of it (D1, D30)."""

from __future__ import annotations

from datetime import datetime

from core.asset.cancellation_errors import (
    AssetAlreadyCanceled,
    CancellationUnderWay,
    NoCancellationRequested,
    NotCancellable,
)
from core.asset.errors import NotSynchronized
from core.asset.events import (
    AssetCancelled,
    CancellationAttempted,
    CancellationDeclined,
    CancellationRefused,
    CancellationRequested,
)
from core.asset.facts import AssetFacts
from core.asset.values import (
    AssetStatus,
    CancellationState,
    CancelledHow,
    LastError,
    SyncState,
    VendorLicence,
)


class CancellableAsset(AssetFacts):
    """The whole order line is cancelled, never a part of it (D1)."""

    @property
    def is_canceled(self) -> bool:
        return self.status is AssetStatus.CANCELED

    @property
    def is_being_cancelled(self) -> bool:
        """The intent to cancel at Microsoft is stored, and its outcome is not (D4)."""
        return self.cancellation is CancellationState.ATTEMPTED

    def require_active(self) -> None:
        """
        Raises:
            AssetAlreadyCanceled: nothing more is bought, linked or cancelled for it.
        """
        if self.is_canceled:
            raise AssetAlreadyCanceled(str(self.id))

    def require_licence(self) -> VendorLicence:
        """
        Raises:
            AssetAlreadyCanceled: its licence was given back.
            NotSynchronized: the asset has no licence yet.
        """
        self.require_active()
        if self.sync is not SyncState.SYNCHRONIZED or self.licence is None:
            raise NotSynchronized(str(self.id), self.sync)
        return self.licence

    def require_cancellable(self) -> None:
        """
        Raises:
            AssetAlreadyCanceled: there is nothing left to cancel.
            NotCancellable: it is not certain yet whether Microsoft sold a licence (D30).
        """
        self.require_active()
        if self.sync not in (SyncState.SYNCHRONIZED, SyncState.FAILED):
            raise NotCancellable.in_progress(str(self.id), self.sync)
        if self.sync is SyncState.FAILED and self.cart_in_doubt:
            raise NotCancellable.in_doubt(str(self.id))

    def request_cancellation(self, *, at: datetime) -> None:
        """Somebody wants the licence cancelled; asking again changes nothing.

        Raises:
            AssetAlreadyCanceled, NotCancellable: as for `require_cancellable`.
        """
        self.require_cancellable()
        open_already = (CancellationState.REQUESTED, CancellationState.ATTEMPTED)
        if self.cancellation not in open_already:
            self.record(CancellationRequested(*self.next(at)))

    def decline_cancellation(self, *, at: datetime) -> None:
        """
        Raises:
            AssetAlreadyCanceled, CancellationUnderWay: it is too late to decline.
            NoCancellationRequested: nobody asked, or it was answered before.
        """
        self.require_active()
        if self.is_being_cancelled:
            raise CancellationUnderWay(str(self.id))
        if self.cancellation is not CancellationState.REQUESTED:
            raise NoCancellationRequested(str(self.id))
        self.record(CancellationDeclined(*self.next(at)))

    def begin_cancellation(self, *, at: datetime) -> None:
        """Store the intent before Microsoft is asked; a failed asset is canceled here at once (D4).

        Approving what is under way already changes nothing.

        Raises:
            AssetAlreadyCanceled, NotCancellable: as for `require_cancellable`.
        """
        self.require_cancellable()
        if self.sync is SyncState.FAILED:
            self._cancelled(CancelledHow.LOCAL, at)
        elif not self.is_being_cancelled:
            licence = self.require_licence()
            self.record(
                CancellationAttempted(
                    *self.next(at),
                    attempt=self.cancellation_attempts + 1,
                    perpetual_order_id=licence.order_id,
                    line=licence.line,
                    catalog_id=licence.catalog_id,
                )
            )

    def conclude_cancellation(self, how: CancelledHow, *, at: datetime) -> None:
        """Microsoft cancelled the line: by our call (`vendor`), or it was `found` cancelled.

        Raises:
            AssetAlreadyCanceled, NotSynchronized: there is no licence to give back.
        """
        self.require_licence()
        self._cancelled(how, at)

    def refuse_cancellation(self, error: LastError, *, at: datetime) -> None:
        """Microsoft said no, and its order still stands: the asset stays active.

        Raises:
            NoCancellationRequested: nothing was asked of Microsoft.
        """
        if not self.is_being_cancelled:
            raise NoCancellationRequested(str(self.id))
        self.record(
            CancellationRefused(
                *self.next(at),
                attempt=self.cancellation_attempts,
                code=error.code,
                message=error.message,
            )
        )

    def _cancelled(self, how: CancelledHow, at: datetime) -> None:
        credited = how is not CancelledHow.LOCAL
        self.record(AssetCancelled(*self.next(at), how=how, credited=credited))
