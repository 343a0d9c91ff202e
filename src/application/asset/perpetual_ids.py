"""What Microsoft made of a licence since: its late perpetual id, or its end (S21, D14, D30)."""

from __future__ import annotations

from application.conversations import about
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.microsoft.partners import Vendors
from core.asset.asset import Asset
from core.asset.values import CancelledHow, VendorLicence
from core.instances.instance import Instance


class PerpetualIds:
    def __init__(self, ledger: Ledger, clock: Clock, vendors: Vendors) -> None:
        self._ledger = ledger
        self._clock = clock
        self._vendors = vendors

    def fill(self, asset: Asset) -> bool:
        """Store the perpetual id when it was missing and Microsoft has it now; a read only.

        Raises:
            as for `look`.
        """
        return asset.require_licence().perpetual_id is None and self.look(asset)

    def look(self, asset: Asset) -> bool:
        """Read the order: fill a missing perpetual id, or record that it was cancelled (D30).

        Raises:
            NotSynchronized, AssetAlreadyCanceled: the asset has no licence.
            VendorRefused, VendorUnavailable: Microsoft does not show the order.
        """
        licence = asset.require_licence()
        with about(asset, "refresh"):
            return self._looked(asset, licence)

    def _looked(self, asset: Asset, licence: VendorLicence) -> bool:
        vendor = self._vendors.of(self._ledger.get(Instance, asset.details.instance_id))
        order = vendor.read_order(asset.details.tenant_id, licence.order_id)
        if order.has_cancelled(licence.line):
            asset.conclude_cancellation(CancelledHow.FOUND, at=self._clock.now())
            self._ledger.save(asset)
            return False
        issued = [line.perpetual_id for line in order.lines if line.number == licence.line]
        if licence.perpetual_id or not issued or not issued[0]:
            return False
        asset.fill_perpetual_id(issued[0], at=self._clock.now())
        self._ledger.save(asset)
        return True
