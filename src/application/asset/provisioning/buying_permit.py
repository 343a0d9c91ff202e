"""Before it buys, provisioning asks the guard; while that says no, it only looks (D33)."""

from __future__ import annotations

from application.asset.provisioning.lookup import PurchaseLookup
from application.epoch.buying_guard import BuyingGuard
from application.ports.microsoft.licences import LicenceVendor
from core.asset.asset import Asset
from core.asset.purchasing import Step
from core.epoch.errors import BuyingIsPaused


class BuyingPermit:
    """A restored ledger forgot purchases; Microsoft still shows them with the asset's reference."""

    def __init__(self, guard: BuyingGuard, lookup: PurchaseLookup) -> None:
        self._guard = guard
        self._lookup = lookup

    def took_over(self, asset: Asset, vendor: LicenceVendor) -> bool:
        """False: the asset may buy. True: it was paused, and needs not: its order is found.

        Raises:
            BuyingIsPaused: the asset waits.
            VendorUnavailable: Microsoft does not answer.
            VersionConflict: another process went ahead.
        """
        try:
            self._require(asset)
        except BuyingIsPaused:
            if not self._lookup.take_own(asset, vendor):
                raise
            return True
        return False

    def _require(self, asset: Asset) -> None:
        """A cart buys nothing yet: only its checkout leaves a landmark."""
        if asset.next_step is Step.CHECK_OUT:
            self._guard.require(asset.id)
        else:
            self._guard.require_buying()
