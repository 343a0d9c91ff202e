"""Buy an asset's licence exactly once, or go on where any process stopped (S6, S7, B1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from application.asset.cancellation.cancelling import Cancelling
from application.asset.open_purchases import OpenPurchases
from application.asset.provisioning.buying_permit import BuyingPermit
from application.asset.provisioning.checking_out import CheckingOut
from application.asset.provisioning.confirming_order import ConfirmingOrder
from application.asset.provisioning.opening_cart import OpeningCart
from application.asset.provisioning.request_ids import RequestIds
from application.asset.provisioning.step import Pace
from application.conversations import about
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.ports.microsoft.errors import VendorUnavailable
from application.ports.microsoft.licences import LicenceVendor
from application.ports.microsoft.partners import Vendors
from application.principal import Role
from core.asset.asset import Asset
from core.asset.errors import AnotherOutcomeUnknown
from core.asset.purchasing import Step
from core.epoch.errors import BuyingIsPaused
from core.instances.instance import Instance

_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 5.0
_BUYING_STEPS = frozenset({Step.OPEN_CART, Step.CHECK_OUT})


@dataclass(frozen=True)
class Provisioning:
    """Where an asset's provisioning stands; `trouble` says why it waits, when it does.

    `retry_after`: so many seconds Microsoft asked to wait, when it did.
    """

    asset_id: UUID
    name: str
    sync_state: str
    in_progress: bool
    perpetual_order_id: str | None
    perpetual_id: str | None
    trouble: str | None
    retry_after: float | None = None


class ProvisionAsset(Command[Provisioning]):
    """`patience` is how many seconds to stay with an order that Microsoft has not finished."""

    roles = frozenset({Role.SYSTEM})
    asset_id: UUID
    patience: float = 0.0


class ProvisionAssetHandler:
    """Does the step that the ledger says is next, until none is; every step is stored."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        vendors: Vendors,
        opening: OpeningCart,
        checking_out: CheckingOut,
        confirming: ConfirmingOrder,
        permit: BuyingPermit,
        cancelling: Cancelling,
        purchases: OpenPurchases,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._vendors = vendors
        self._opening = opening
        self._checking_out = checking_out
        self._confirming = confirming
        self._permit = permit
        self._cancelling = cancelling
        self._purchases = purchases

    def __call__(self, command: ProvisionAsset) -> Provisioning:
        """Never raises for what Microsoft does: the result tells; nothing is lost.

        Raises:
            CredentialsMissing: the process cannot talk to that instance at all.
            VersionConflict: another process went ahead; the bus runs the command again.
        """
        deadline = self._clock.now() + timedelta(seconds=command.patience)
        requests = RequestIds()
        pause = _FIRST_PAUSE
        trouble: str | None = None
        asked: float | None = None
        while (asset := self._ledger.get(Asset, command.asset_id)).next_step is not Step.NOTHING:
            try:
                with about(asset, "provision"):
                    pace, asked = self._step(asset, requests), None
                trouble = None
            except VendorUnavailable as unavailable:
                pace, asked = Pace.WAIT, unavailable.retry_after
                trouble = unavailable.message
            except BuyingIsPaused as paused:
                trouble = f"{paused.message} {paused.advice}"
                break
            except AnotherOutcomeUnknown as waiting:
                pace, asked = Pace.WAIT, None
                trouble = waiting.message
            if pace is Pace.WAIT:
                if not self._waited(max(pause, asked or 0.0), deadline):
                    break
                pause = min(pause * 2, _LONGEST_PAUSE)
        return standing_of(self._ledger.get(Asset, command.asset_id), trouble, asked)

    def _step(self, asset: Asset, requests: RequestIds) -> Pace:
        if asset.cart is None and asset.next_step not in (Step.CONFIRM_ORDER, Step.CANCEL):
            self._purchases.require_none_unknown(asset)
        if asset.next_step is Step.BEGIN_ATTEMPT:
            asset.begin_attempt(at=self._clock.now())
            self._ledger.save(asset)
            return Pace.GO_ON
        vendor = self._vendor(asset)
        if asset.next_step in _BUYING_STEPS and self._permit.took_over(asset, vendor):
            return Pace.GO_ON
        if asset.next_step is Step.OPEN_CART:
            return self._opening(asset, vendor, requests)
        if asset.next_step is Step.CHECK_OUT:
            return self._checking_out(asset, vendor, requests)
        if asset.next_step is Step.CANCEL:
            return self._cancelling(asset, vendor)
        return self._confirming(asset, vendor)

    def _vendor(self, asset: Asset) -> LicenceVendor:
        return self._vendors.of(self._ledger.get(Instance, asset.details.instance_id))

    def _waited(self, seconds: float, deadline: datetime) -> bool:
        if self._clock.now() + timedelta(seconds=seconds) > deadline:
            return False
        self._clock.wait(seconds)
        return True


def standing_of(
    asset: Asset, trouble: str | None = None, retry_after: float | None = None
) -> Provisioning:
    """What the ledger says, and what the latest call added."""
    in_progress = asset.next_step is not Step.NOTHING
    if trouble is None and asset.last_error:
        trouble = f"{asset.last_error.code}: {asset.last_error.message}"
    return Provisioning(
        asset_id=asset.id,
        name=asset.name,
        sync_state=asset.sync,
        in_progress=in_progress,
        perpetual_order_id=asset.licence.order_id if asset.licence else None,
        perpetual_id=asset.licence.perpetual_id if asset.licence else None,
        trouble=trouble,
        retry_after=retry_after if in_progress else None,
    )
