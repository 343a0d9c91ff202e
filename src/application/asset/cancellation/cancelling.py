"""The step that cancels an asset's line at Microsoft, however often it is begun (D4, D30, D32)."""

from __future__ import annotations

from collections import Counter
from uuid import UUID, uuid5

from application.asset.provisioning.step import Pace, error_of
from application.epoch.buying_guard import BuyingGuard
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from application.ports.microsoft.licences import LicenceVendor, VendorOrder
from core.asset.asset import Asset
from core.asset.values import CancelledHow

_CONFLICT = 409
"""Microsoft is at the order already, such as 800014: it decides nothing."""


class Cancelling:
    """Reads before it asks: a line that is cancelled already is not cancelled again."""

    def __init__(self, ledger: Ledger, clock: Clock, guard: BuyingGuard) -> None:
        self._ledger = ledger
        self._clock = clock
        self._guard = guard
        self._answers: Counter[UUID] = Counter()

    def __call__(self, asset: Asset, vendor: LicenceVendor) -> Pace:
        """
        Raises:
            VendorUnavailable: nothing was decided; the stored intent is taken up again later.
            BuyingIsPaused: a restored or copied ledger only looks (D33).
        """
        if self._is_cancelled(_read(asset, vendor), asset):
            return self._concluded(asset, CancelledHow.FOUND)
        self._guard.require(asset.id)
        licence = asset.require_licence()
        call = uuid5(asset.id, f"cancellation:{asset.cancellation_attempts}")
        request = uuid5(call, str(self._answers[call]))
        try:
            order = vendor.cancel_line(
                asset.details.tenant_id, licence.order_id, licence.line, licence.catalog_id, request
            )
        except VendorRefused as refusal:
            self._answers[call] += 1
            return self._refused(asset, vendor, refusal)
        except VendorUnavailable as unavailable:
            self._answers[call] += unavailable.answered
            raise
        self._answers[call] += 1
        if not self._is_cancelled(order, asset):
            raise VendorUnavailable(f"Order {order.order_id} is not cancelled yet.", answered=True)
        return self._concluded(asset, CancelledHow.VENDOR)

    def _is_cancelled(self, order: VendorOrder, asset: Asset) -> bool:
        return order.has_cancelled(asset.require_licence().line)

    def _refused(self, asset: Asset, vendor: LicenceVendor, refusal: VendorRefused) -> Pace:
        """A call that was lost may have cancelled it: the order decides, not the refusal alone."""
        if refusal.status == _CONFLICT:
            raise VendorUnavailable(refusal.message, answered=True) from refusal
        if self._is_cancelled(_read(asset, vendor), asset):
            return self._concluded(asset, CancelledHow.FOUND)
        asset.refuse_cancellation(error_of(refusal), at=self._clock.now())
        self._ledger.save(asset)
        return Pace.GO_ON

    def _concluded(self, asset: Asset, how: CancelledHow) -> Pace:
        asset.conclude_cancellation(how, at=self._clock.now())
        self._ledger.save(asset)
        return Pace.GO_ON


def _read(asset: Asset, vendor: LicenceVendor) -> VendorOrder:
    licence = asset.require_licence()
    try:
        return vendor.read_order(asset.details.tenant_id, licence.order_id)
    except VendorRefused as refusal:  # a refused reading tells nothing of a cancellation
        raise VendorUnavailable(refusal.message, answered=True) from refusal
