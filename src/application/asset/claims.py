"""Saving an asset together with its claim on a vendor order line (D8)."""

from __future__ import annotations

from datetime import datetime

from application.ports.ledger import Ledger
from core.asset.asset import Asset
from core.asset.claim import VendorOrderLine
from core.asset.errors import LicenceOwnedByAnotherAsset
from core.asset.licence import claim_of
from core.asset.values import Claim, VendorLicence
from core.ids import InstanceId, claim_id


class Claims:
    """Who owns which vendor order line."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def owner(self, instance: InstanceId, order_id: str, line: int) -> Claim | None:
        """The claim on a line, under this form of the order's id."""
        held = self._ledger.find(VendorOrderLine, claim_id(instance, order_id, line))
        return held.claim if held else None

    def is_claimed(self, asset: Asset, licence: VendorLicence) -> bool:
        """Whether the line is an asset's, under any form of the order's id."""
        claim = claim_of(asset.details, licence, asset.asset_id)
        return any(self.owner(claim.instance_id, form, claim.line) for form in claim.forms)

    def require_free(self, asset: Asset, licence: VendorLicence) -> None:
        """
        Raises:
            LicenceOwnedByAnotherAsset: under its id or its alias the line is another asset's (D8).
        """
        claim = claim_of(asset.details, licence, asset.asset_id)
        for form in claim.forms:
            held = self.owner(claim.instance_id, form, claim.line)
            if held and held.asset_id != asset.id:
                raise LicenceOwnedByAnotherAsset(form, licence.line, str(held.asset_id))

    def save(self, asset: Asset, claim: Claim, *, at: datetime) -> None:
        """Save the asset and its claims on all forms of the order's id in one transaction.

        A claim that it holds already stays.

        Raises:
            VersionConflict: somebody claimed the line, or changed the asset, meanwhile.
        """
        new = [
            VendorOrderLine.claimed(claim, form, at=at)
            for form in claim.forms
            if self.owner(claim.instance_id, form, claim.line) is None
        ]
        self._ledger.save(asset, *new)
