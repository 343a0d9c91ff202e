"""Looking up at Microsoft whether an asset's licence was bought (D7, D32)."""

from __future__ import annotations

from application.asset.claims import Claims
from application.asset.provisioning.matching import alike, referenced
from application.asset.provisioning.step import Pace
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.vendor import LicenceVendor, VendorRefused
from core.asset.asset import Asset
from core.asset.errors import LicenceOwnedByAnotherAsset
from core.asset.values import LastError, Phase, VendorLicence


class PurchaseLookup:
    """Finding is certain; not finding proves nothing (D17): the asset then stays unknown."""

    def __init__(self, ledger: Ledger, clock: Clock, claims: Claims) -> None:
        self._ledger = ledger
        self._clock = clock
        self._claims = claims

    def settle(
        self,
        asset: Asset,
        vendor: LicenceVendor,
        phase: Phase,
        doubt: LastError,
        *,
        answered: bool,
    ) -> Pace:
        """Take over the one order that is the asset's, or store the doubt and wait.

        `answered` tells whether a checkout was answered just now (D32).
        """
        found = self._find(asset, vendor)
        if found is None:
            return self.doubt(asset, phase, doubt, answered=answered)
        return self.take(asset, found)

    def take_own(self, asset: Asset, vendor: LicenceVendor) -> bool:
        """Take over the one order that carries a reference of the asset, if Microsoft shows one."""
        try:
            own = referenced(vendor.find_orders(asset.details.tenant_id), asset)
        except VendorRefused:  # is no evidence (D17)
            return False
        return len(own) == 1 and self.take(asset, own[0]) is Pace.GO_ON

    def take(self, asset: Asset, licence: VendorLicence) -> Pace:
        """Store the accepted order with its claim (D6, D8)."""
        now = self._clock.now()
        try:
            self._claims.require_free(asset, licence)
        except LicenceOwnedByAnotherAsset as owned:
            error = LastError(owned.code, owned.message)
            return self.doubt(asset, Phase.CHECKING_OUT, error, answered=False)
        claim = asset.place_order(licence, at=now)
        self._claims.save(asset, claim, at=now)
        return Pace.GO_ON

    def doubt(self, asset: Asset, phase: Phase, error: LastError, *, answered: bool) -> Pace:
        """Store that the outcome is not known; the worker looks again later."""
        asset.doubt(phase, error, answered=answered, at=self._clock.now())
        self._ledger.save(asset)
        return Pace.WAIT

    def _find(self, asset: Asset, vendor: LicenceVendor) -> VendorLicence | None:
        try:
            orders = vendor.find_orders(asset.details.tenant_id)
        except VendorRefused:  # is no evidence (D17)
            return None
        found = referenced(orders, asset) or self._unclaimed(alike(orders, asset), asset)
        return found[0] if len(found) == 1 else None

    def _unclaimed(self, licences: list[VendorLicence], asset: Asset) -> list[VendorLicence]:
        instance = asset.details.instance_id
        return [
            each
            for each in licences
            if self._claims.owner(instance, each.order_id, each.line) is None
        ]
