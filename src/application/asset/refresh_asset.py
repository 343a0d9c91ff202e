"""Look at Microsoft again: fill a missing perpetual id, or go on with what is unfinished (S22)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.asset.perpetual_ids import PerpetualIds
from application.asset.provisioning.provision_asset import ProvisionAsset, ProvisionAssetHandler
from application.messages import Command
from application.ports.ledger import Ledger
from application.principal import BUYERS, Role
from core.asset.asset import Asset
from core.asset.purchasing import Step


@dataclass(frozen=True)
class Refreshed:
    """`filled` tells whether this refresh brought the perpetual id."""

    asset_id: UUID
    sync_state: str
    perpetual_id: str | None
    filled: bool


class RefreshAsset(Command[Refreshed]):
    """Never buys a licence that was not already being bought (S22, D9)."""

    roles = BUYERS | {Role.SYSTEM}
    asset_id: UUID


class RefreshAssetHandler:
    def __init__(
        self, ledger: Ledger, perpetual_ids: PerpetualIds, provision: ProvisionAssetHandler
    ) -> None:
        self._ledger = ledger
        self._perpetual_ids = perpetual_ids
        self._provision = provision

    def __call__(self, command: RefreshAsset) -> Refreshed:
        """
        Raises:
            NotSynchronized: the asset is failed: there is nothing to look at.
            VendorUnavailable: Microsoft does not answer.
        """
        asset = self._ledger.get(Asset, command.asset_id)
        if asset.next_step is not Step.NOTHING:
            self._provision(ProvisionAsset(asset_id=command.asset_id))
            asset = self._ledger.get(Asset, command.asset_id)
        filled = asset.next_step is Step.NOTHING and self._perpetual_ids.fill(asset)
        return Refreshed(
            asset_id=asset.id,
            sync_state=asset.sync,
            perpetual_id=asset.licence.perpetual_id if asset.licence else None,
            filled=filled,
        )
