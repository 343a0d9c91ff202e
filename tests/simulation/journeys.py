"""Journeys that are tried with a death at every instant: what is there before, and the steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from application.asset.ask_reprovision import AskReprovision
from application.asset.cancellation.approve_cancellation import ApproveCancellation
from application.asset.confirm_reprovision import ConfirmReprovision
from application.asset.link_licence import LinkExternalLicence
from application.asset.refresh_asset import RefreshAsset
from application.ordering.execute_order import ExecuteOrder
from application.reconciliation.apply_findings import ApplyFindings
from application.reconciliation.reconcile_instance import ReconcileInstance
from core.asset.asset import Asset
from core.asset.values import SyncState
from core.kernel.errors import Refused
from entrypoints.worker.worker import Worker
from tests.simulation.actors import unfinished
from tests.simulation.process import Process
from tests.simulation.run import Play
from tests.simulation.world_time import START

Step = Callable[[Play, Process], None]


@dataclass(frozen=True)
class Journey:
    """`prepare` is never disturbed; each of the `steps` is begun anew by whoever comes after a
    death, under the same command id."""

    name: str
    prepare: Step
    steps: tuple[Step, ...]


def _id(number: int) -> UUID:
    return UUID(int=0xC0FFEE + number)


def _order(number: int) -> Step:
    def step(play: Play, process: Process) -> None:
        process.send(ExecuteOrder(order_id=play.base.orders[number]), command_id=_id(number))

    return step


def _work(play: Play, process: Process) -> None:
    """A worker until nothing is under way, at most for a while."""
    worker = Worker(process.app)
    for _ in range(6):
        worker.look()
        if not unfinished(process):
            return
        process.clock.wait(2.0)


def _nothing(play: Play, process: Process) -> None:
    """Nothing is there before."""


def _one_refused(play: Play, process: Process) -> None:
    """An asset whose checkout Microsoft refused."""
    _order(0)(play, process)
    with _meeting(play, "refused"):
        _work(play, process)


@contextmanager
def _meeting(play: Play, trouble: str) -> Iterator[None]:
    """The next checkout meets that trouble."""
    before, play.microsoft.mischief = play.microsoft.mischief, OneTrouble(trouble)
    try:
        yield
    finally:
        play.microsoft.mischief = before


class OneTrouble:
    """Mischief that strikes the first checkout only."""

    def __init__(self, trouble: str) -> None:
        self._left = [trouble]

    def on(self, kind: str) -> str | None:
        return self._left.pop() if kind == "checkout" and self._left else None

    def seconds(self, most: float) -> float:
        return most


class Meanwhile:
    """Mischief that lets something else happen while the first checkout is on its way."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._acts = [act]

    def on(self, kind: str) -> str | None:
        if kind == "checkout" and self._acts:
            self._acts.pop()()
        return None

    def seconds(self, most: float) -> float:
        return most


def _slow_worker(play: Play, process: Process) -> None:
    """Its checkout takes longer than its lease: refused elsewhere, then bought again."""
    before = play.microsoft.mischief

    def others() -> None:
        play.microsoft.mischief = before
        play.time.advance(100)
        other = play.begin()
        with _meeting(play, "refused"):
            Worker(other.app).look()
        _reprovision(play, other)
        _work(play, other)

    play.microsoft.mischief = Meanwhile(others)
    try:
        Worker(process.app).look()
    finally:
        play.microsoft.mischief = before


def _reprovision(play: Play, process: Process) -> None:
    [asset] = process.assets()
    if process.ledger.get(Asset, asset).sync is not SyncState.FAILED:
        return  # the death came after the confirmation was stored
    challenge = process.ask(AskReprovision(asset_id=asset))
    confirm = ConfirmReprovision(asset_id=asset, token=challenge.token, accept_loss=True)
    process.send(confirm, command_id=_id(10))


def _one_without_id(play: Play, process: Process) -> None:
    """A synchronized asset whose perpetual id Microsoft issues an hour later."""
    play.microsoft.world.settings.change({"subscription_id_delay_seconds": 3600})
    _order(0)(play, process)
    _work(play, process)
    play.time.advance(4000)


def _refresh(play: Play, process: Process) -> None:
    [asset] = process.assets()
    process.send(RefreshAsset(asset_id=asset), command_id=_id(11))


def _one_in_the_portal(play: Play, process: Process) -> None:
    _one_refused(play, process)
    play.buy_in_portal()


def _link(play: Play, process: Process) -> None:
    [asset] = process.assets()
    alias = next(o["alternateId"] for o in play.microsoft.orders() if o["cartId"] is None)
    command = LinkExternalLicence(asset_id=asset, order=alias, reason="Bought in the portal")
    try:
        process.send(command, command_id=_id(12))
    except Refused as refused:
        play.stage.say(f"refused: {refused.code}")


def _one_synchronized(play: Play, process: Process) -> None:
    _order(0)(play, process)
    _work(play, process)


def _one_in_doubt(play: Play, process: Process) -> None:
    """A checkout that never arrived, four minutes ago; the cart expires in one."""
    day, settings = 86_400, play.microsoft.world.settings
    settings.change({"cart_lifetime_seconds": 300, "completion_seconds": day})
    settings.change({"order_list_lag_seconds": 1700})
    _order(0)(play, process)
    with _meeting(play, "lost before"):
        Worker(process.app).look()
    play.time.advance(240)


def _sold_without_answer(play: Play, process: Process) -> None:
    with _meeting(play, "lost after"):
        Worker(process.app).look()


def _half_an_hour_after_the_first(play: Play, process: Process) -> None:
    """The order is not listed yet, and the cart is gone."""
    play.time.reach(START + timedelta(seconds=1830))
    Worker(process.app).look()


def _cancel(play: Play, process: Process) -> None:
    [asset] = process.assets()
    approve = ApproveCancellation(asset_id=asset, reason="Bought by mistake")
    process.send(approve, command_id=_id(13))


def _reconcile(play: Play, process: Process) -> None:
    play.time.advance(1000)
    run = process.send(ReconcileInstance(instance_id=play.base.instance), command_id=_id(14))
    reason = "Bought in the portal"
    apply = ApplyFindings(reconciliation_id=run.reconciliation_id, exact=True, reason=reason)
    process.send(apply, command_id=_id(15))


JOURNEYS = (
    Journey("first-purchase", _nothing, (_order(0), _work)),
    Journey("two-lines", _nothing, (_order(4), _work)),
    Journey("re-provision", _one_refused, (_reprovision, _work)),
    Journey("refresh", _one_without_id, (_refresh,)),
    Journey("link", _one_in_the_portal, (_link,)),
    Journey("long-doubt", _one_in_doubt, (_sold_without_answer, _half_an_hour_after_the_first)),
    Journey("slow-worker", _order(0), (_slow_worker, _work)),
    Journey("cancel", _one_synchronized, (_cancel, _work)),
    Journey("reconcile-apply", _one_in_the_portal, (_reconcile,)),
)
