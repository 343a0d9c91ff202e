"""Saving an asset together with its claim on a vendor order line (D8)."""

from __future__ import annotations

from datetime import datetime

from application.ports.ledger import Ledger
from core.asset.asset import Asset
from core.asset.claim import VendorOrderLine
from core.asset.errors import LicenceOwnedByAnotherAsset
from core.asset.values import Claim, VendorLicence
from core.ids import InstanceId, claim_id


class Claims:
    """Who owns which vendor order line."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def owner(self, instance: InstanceId, order_id: str, line: int) -> Claim | None:
        """The claim on a line, under the canonical order id."""
        held = self._ledger.find(VendorOrderLine, claim_id(instance, order_id, line))
        return held.claim if held else None

    def require_free(self, asset: Asset, licence: VendorLicence) -> None:
        """
        Raises:
            LicenceOwnedByAnotherAsset: under its id or its alias the line is another asset's (D8).
        """
        instance = asset.details.instance_id
        for form in filter(None, (licence.order_id, licence.alias)):
            held = self.owner(instance, form, licence.line)
            if held and held.asset_id != asset.id:
                raise LicenceOwnedByAnotherAsset(form, licence.line, str(held.asset_id))

    def save(self, asset: Asset, claim: Claim, *, at: datetime) -> None:
        """Save the asset and its claim in one transaction; a claim it holds already stays.

        Raises:
            VersionConflict: somebody claimed the line, or changed the asset, meanwhile.
        """
        if self.owner(claim.instance_id, claim.vendor_order_id, claim.line):
            self._ledger.save(asset)
        else:
            self._ledger.save(asset, VendorOrderLine.claimed(claim, at=at))
