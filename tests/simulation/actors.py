"""Who acts in a run: workers, buyers, operators, and somebody in Microsoft's portal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from uuid import UUID

from application.asset.ask_reprovision import AskReprovision
from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.decline_reprovision import DeclineReprovision
from application.asset.dismiss_candidate import DismissCandidate
from application.asset.edit_asset import EditAsset
from application.asset.link_licence import LinkExternalLicence
from application.asset.list_candidates import ListCandidates
from application.asset.refresh_asset import RefreshAsset
from application.asset.settle_unknown import SettleUnknown
from application.ordering.execute_order import ExecuteOrder
from core.asset.asset import Asset
from core.asset.values import SyncState
from core.kernel.errors import Refused
from entrypoints.worker.worker import Worker
from tests.simulation.process import Process
from tests.simulation.stage import Actor, Stage


@dataclass(frozen=True)
class Hands:
    """What actors act with: each calls `begin` for a process of its own."""

    stage: Stage
    chance: Random
    begin: Callable[[], Process]
    stopping: Callable[[], bool]
    known_orders: Callable[[], list[str]]
    bought_by_us: Callable[[], set[str]]
    sold_to: Callable[[], set[UUID]]
    longest_idle: float
    keen: bool
    linking: bool

    def worker(self, actor: Actor) -> None:
        """The real worker; it looks less often while nothing happens."""
        process = self.begin()
        worker = Worker(process.app)
        while not self.stopping():
            before = self.stage.saves
            worker.look()
            self.stage.pause(1.0 if self.stage.saves > before else self._idle(process))

    def _idle(self, process: Process) -> float:
        """Until something that rests or is held is free again: looks in between find nothing."""
        now = process.clock.now()
        free = (each.rest.until if each.rest else each.until for each in process.leases.all())
        coming = [(moment - now).total_seconds() for moment in free if moment > now]
        return max(1.0, min([*coming, self.longest_idle]))

    def buyer(self, order: UUID, command_id: UUID) -> Callable[[Actor], None]:
        """Executes an order; pressing twice is two of them with one command id, or with two."""

        def play(actor: Actor) -> None:
            process = self.begin()
            for _ in range(4):
                try:
                    process.send(ExecuteOrder(order_id=order), command_id=command_id)
                except Refused as refused:
                    self.stage.say(f"refused: {refused.code}")
                    if refused.code != "vendor_unavailable":
                        return
                    self.stage.pause(30.0)
                else:
                    return

        return play

    def operator(self, actor: Actor) -> None:
        """Presses buttons on assets, with pauses between looking and pressing."""
        process = self.begin()
        for _ in range(8 if self.keen else 0):
            self.stage.pause(60.0)
            for asset in process.assets():
                if process.ledger.get(Asset, asset).sync is SyncState.FAILED:
                    self._tried(self._reprovision, process, asset)
        for _ in range(0 if self.keen else self.chance.randint(1, 5)):
            self.stage.pause(self.chance.choice((5.0, 60.0, 600.0, 2400.0)))
            assets = process.assets()
            if assets:
                self._press(process, self.chance.choice(assets))

    def _press(self, process: Process, asset: UUID) -> None:
        button = (
            self._link
            if self.linking
            else self.chance.choice(
                (
                    self._refresh,
                    self._reprovision,
                    self._reprovision,
                    self._link,
                    self._edit,
                    self._dismiss,
                    self._settle,
                    self._cancel,
                )
            )
        )
        self._tried(button, process, asset)

    def _tried(
        self, button: Callable[[Process, UUID], None], process: Process, asset: UUID
    ) -> None:
        self.stage.say(f"operator: {button.__name__.strip('_')} {asset}")
        try:
            button(process, asset)
        except Refused as refused:
            self.stage.say(f"refused: {refused.code}")

    def _refresh(self, process: Process, asset: UUID) -> None:
        process.send(RefreshAsset(asset_id=asset))

    def _reprovision(self, process: Process, asset: UUID) -> None:
        """Asked, answered later; impatient ones answer twice."""
        challenge = process.ask(AskReprovision(asset_id=asset))
        self.stage.pause(self.chance.choice((1.0, 30.0, 900.0)))
        if self.chance.random() < 0.15:
            process.send(DeclineReprovision(asset_id=asset))
            return
        confirm = ConfirmReprovision(asset_id=asset, token=challenge.token, accept_loss=True)
        process.send(confirm)
        if self.chance.random() < 0.3:
            with suppress(Refused):
                process.send(confirm)

    def _link(self, process: Process, asset: UUID) -> None:
        if orders := self.known_orders():
            order = self.chance.choice(orders)
            process.send(LinkExternalLicence(asset_id=asset, order=order, reason="Found it"))

    def _dismiss(self, process: Process, asset: UUID) -> None:
        """A person knows that a candidate is somebody else's: one that does not carry our name."""
        for each in process.ask(ListCandidates(asset_id=asset)).items:
            if each.perpetual_order_id not in self.bought_by_us():
                process.send(
                    DismissCandidate(
                        asset_id=asset,
                        order=each.perpetual_order_id,
                        line=each.line,
                        reason="Not ours",
                    )
                )

    def _settle(self, process: Process, asset: UUID) -> None:
        """A person who has asked Microsoft decides that nothing was bought, when that is so."""
        if asset not in self.sold_to():
            process.send(SettleUnknown(asset_id=asset, reason="Microsoft's support says no"))

    def _cancel(self, process: Process, asset: UUID) -> None:
        process.send(ApproveCancellation(asset_id=asset, reason="Bought by mistake"))

    def _edit(self, process: Process, asset: UUID) -> None:
        process.send(EditAsset(asset_id=asset, name=f"Renamed {self.chance.randint(1, 9)}"))


def unfinished(process: Process) -> list[UUID]:
    """Assets that the ledger says are under way."""
    found = (process.ledger.get(Asset, each) for each in process.assets())
    return [each.id for each in found if each.next_step.name != "NOTHING"]
