"""Edit an asset's name and custom fields; a missing perpetual id is looked up too (S9, S22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from application.already_done import resumed
from application.asset.perpetual_ids import PerpetualIds
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger, VersionConflict
from application.ports.microsoft.errors import VendorRefused, VendorUnavailable
from application.ports.microsoft.partners import CredentialsMissing
from application.principal import BUYERS
from core.asset.asset import Asset
from core.asset.values import SyncState


@dataclass(frozen=True)
class Edited:
    """`filled`: the perpetual id came along; `trouble`: why it could not be looked up."""

    asset_id: UUID
    version: int
    filled: bool
    trouble: str | None


class EditAsset(Command[Edited]):
    """None leaves the name as it is; the four system-owned fields cannot be edited (D5)."""

    roles = BUYERS
    asset_id: UUID
    name: str | None = None
    custom_fields: Mapping[str, str] = {}
    expected_version: int | None = None


class EditAssetHandler:
    def __init__(
        self, ledger: Ledger, log: EventLog, clock: Clock, perpetual_ids: PerpetualIds
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._perpetual_ids = perpetual_ids

    def __call__(self, command: EditAsset) -> Edited:
        """
        Raises:
            SystemOwnedField: one of the four vendor ids (D5).
            StaleVersion: the asset changed since `expected_version`.
        """
        asset, done = resumed(self._log, Asset, command.asset_id)
        if not done:
            self._edit(asset, command)
        filled, trouble = self._look_up(asset)
        return Edited(asset.id, asset.version, filled=filled, trouble=trouble)

    def _edit(self, asset: Asset, command: EditAsset) -> None:
        asset.expect_version(command.expected_version)
        if command.name is not None:
            asset.rename(command.name, at=self._clock.now())
        for field, value in command.custom_fields.items():
            asset.edit_custom_field(field, value, at=self._clock.now())
        self._ledger.save(asset)

    def _look_up(self, asset: Asset) -> tuple[bool, str | None]:
        if asset.sync is not SyncState.SYNCHRONIZED or asset.is_canceled:
            return False, None
        try:
            return self._perpetual_ids.fill(asset), None
        except (CredentialsMissing, VendorRefused, VendorUnavailable) as trouble:
            return False, trouble.message
        except VersionConflict:  # somebody else looked it up meanwhile; the edits are stored
            return False, None
