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
    """`filled` tells whether this refresh brought the perpetual id.

    `status` is `canceled` when Microsoft was found to have cancelled the licence (D30).
    """

    asset_id: UUID
    status: str
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
            AssetAlreadyCanceled: its licence was given back.
            VendorUnavailable: Microsoft does not answer.
        """
        asset = self._ledger.get(Asset, command.asset_id)
        before = _perpetual_id(asset)
        if asset.next_step is Step.NOTHING:
            self._perpetual_ids.look(asset)
        else:
            self._provision(ProvisionAsset(asset_id=command.asset_id))
            asset = self._ledger.get(Asset, command.asset_id)
        return Refreshed(
            asset_id=asset.id,
            status=asset.status,
            sync_state=asset.sync,
            perpetual_id=_perpetual_id(asset),
            filled=before is None and _perpetual_id(asset) is not None,
        )


def _perpetual_id(asset: Asset) -> str | None:
    return asset.licence.perpetual_id if asset.licence else None
