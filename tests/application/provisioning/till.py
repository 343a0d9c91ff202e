"""One sold asset, Microsoft, and processes that provision it: fresh handlers every time."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from uuid import UUID

from application.asset.provisioning.provision_asset import (
    ProvisionAsset,
    ProvisionAssetHandler,
    Provisioning,
)
from application.context import Cause, because_of
from application.ports.ledger import Recorded, VersionConflict
from application.ports.microsoft.licences import OrderState
from application.ports.progress import Silent
from application.queries.prove_purchases import ProvePurchases, ProvePurchasesHandler
from core.asset.asset import Asset
from core.asset.claim import VendorOrderLine
from core.asset.purchasing import Step
from core.asset.values import SyncState
from core.ids import claim_id
from tests.support.fakes_people import AUDITOR, INSTANCE
from tests.support.fakes_runtime import Crash
from tests.support.fakes_shop import Shop, open_shop

_SOME_COMMAND = UUID("01953a10-0000-7000-8000-00000000c0de")
WORKER_CAUSE = Cause(
    actor="system:worker",
    role="system",
    channel="worker",
    command_id=_SOME_COMMAND,
    correlation_id=_SOME_COMMAND,
    causation_id=None,
    reason=None,
)


@cache
def _sold() -> tuple[UUID, tuple[Recorded, ...]]:
    shop = open_shop()
    asset = shop.sell()
    return asset, tuple(shop.ledger.recorded)


class Till:
    def __init__(self) -> None:
        self.asset_id, history = _sold()
        self.shop = Shop(history)
        self.clock = self.shop.clock
        self.ledger = self.shop.ledger
        self.vendor = self.shop.vendor

    @property
    def asset(self) -> Asset:
        return self.ledger.get(Asset, self.asset_id)

    @property
    def kinds(self) -> list[str]:
        return [each.topic.split(".")[1] for each in self.ledger.stream(self.asset_id)]

    def handler(self) -> ProvisionAssetHandler:
        """A process that remembers nothing."""
        process = Shop(of=self.shop)
        handler: ProvisionAssetHandler = process.container.resolve(ProvisionAssetHandler)
        return handler

    def provision(self, patience: float = 0.0) -> Provisioning:
        """Once, without the bus."""
        command = ProvisionAsset(asset_id=self.asset_id, patience=patience)
        with because_of(WORKER_CAUSE):
            return self.handler()(command)

    def retried(self, patience: float = 0.0) -> Provisioning:
        """As the bus does it: a version conflict runs the command again."""
        for _ in range(4):
            with suppress(VersionConflict):
                return self.provision(patience)
        return self.provision(patience)

    def begin_again(self) -> None:
        """A person confirmed that the failed asset is to be bought again."""
        asset = self.asset
        asset.begin_reprovision(at=self.clock.now())
        with because_of(WORKER_CAUSE):
            self.ledger.save(asset)

    def settle(self, polls: int = 6) -> SyncState:
        """Processes come and go, and the worker polls, until it ends or nothing helps."""
        self.ledger.crash_before = self.ledger.crash_after = None
        self.vendor.at_call.clear()
        for _ in range(polls):
            self.clock.pass_by(minutes=20)
            self.retried(patience=30)
            if self.asset.next_step is Step.NOTHING:
                break
        return self.asset.sync

    def require_books(self) -> None:
        """At most one licence was bought; every accepted order line has its claim (B1, B3, D8)."""
        bought, asset = self.vendor.purchases, self.asset
        assert bought <= 1, f"{bought} licences bought: {self.kinds}"
        if asset.licence:
            order = self.vendor.orders[asset.licence.order_id]
            line = claim_id(INSTANCE, order.order_id, asset.licence.line)
            assert self.ledger.get(VendorOrderLine, line).claim.asset_id == self.asset_id
            if asset.sync is SyncState.SYNCHRONIZED:
                assert order.state is OrderState.COMPLETED
        if asset.sync is SyncState.FAILED:
            assert bought == 0, f"failed, but Microsoft sold it: {self.kinds}"
        proof = ProvePurchasesHandler(self.ledger, Silent())(ProvePurchases(), AUDITOR)
        assert proof.ok, proof.violations


def provision_until_dead(till: Till) -> None:
    """The process may be killed on its way."""
    with suppress(Crash):
        till.retried()
