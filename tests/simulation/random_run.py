"""A run that chance arranges: workers, buyers, operators, and everything that goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from entrypoints.simulator.purchasing.cancelling import cancel_lines
from entrypoints.simulator.purchasing.outcomes import status_of
from tests.simulation.actors import Hands
from tests.simulation.base import Base
from tests.simulation.chances import Chaos
from tests.simulation.chances import climate as climate_of
from tests.simulation.ground import Ground
from tests.simulation.microsoft import NETWORK
from tests.simulation.run import Outcome, Overheard, Play, concluded
from tests.simulation.stage import Actor
from tests.simulation.stores import Store
from tests.simulation.verdict import references

WORKER = "worker"
_LONGEST_PLAY = 400
"""Points after which nothing goes wrong any more."""


class RandomRun:
    """All of it follows from the seed."""

    def __init__(self, store: Store, base: Base, seed: int, named: str | None) -> None:
        chance = Random(f"arrangement {seed}")
        self._chance = chance
        self._climate = climate_of(chance, named)
        self._chaos = Chaos(chance, self._climate, self._restart)
        self.play = Play(store, base, seed=seed, director=self._chaos, mischief=self._chaos)
        self._stopping = False
        self._last: tuple[int, datetime] | None = None
        self._references = references(base)
        self._earlier: Any = None
        self._pressed: list[Callable[[Actor], None]] = []
        self._scripted: list[Actor] = []
        self._begun: dict[Actor, Callable[[Actor], None]] = {}
        self._hands = Hands(
            stage=self.play.stage,
            chance=chance,
            begin=self.play.begin,
            stopping=lambda: self._stopping,
            known_orders=self._known_orders,
            bought_by_us=lambda: {o["id"] for o in self.play.microsoft.orders() if o["cartId"]},
            sold_to=self._sold_to,
            longest_idle=self._climate.longest_idle,
            keen=self._climate.keen,
            linking=self._climate.linking,
        )

    def act(self) -> None:
        self.play.microsoft.world.settings.change(self._climate.settings)
        for _ in range(3 if self._climate.keen else self._chance.randint(1, 3)):
            self._enter(WORKER, self._hands.worker)
        for order in self._orders():
            self._buy(order)
        for _ in range(1 if self._climate.keen else self._chance.choice((0, 1, 1, 2, 3))):
            self._enter("operator", self._hands.operator, after=self._chance.random() * 600)
        if self._climate.restored:
            self._enter(NETWORK, self._keep_copy, after=self._chance.choice((0.0, 1.0, 3.0, 20.0)))
        if self._chance.random() < 0.4:
            self._enter(NETWORK, self._portal, after=self._chance.random() * 300)
        if self._chance.random() < 0.3:
            self._enter(NETWORK, self._cancel, after=self._chance.random() * 1000)
        self.play.stage.play(self._is_over)
        if self._climate.restored:
            self._restore()
        self._chaos.calm = True
        self._stopping = True
        self.play.stage.play(lambda: False)

    def _restore(self) -> None:
        """Everything dies; the ledger is that of a while ago, and buyers and workers begin anew."""
        stage, store = self.play.stage, self.play.store
        stage.say("the ledger is restored to an earlier copy")
        stage.clear()
        store.restore(self._earlier or store.copy())
        stage.held.clear()
        self.play.restored = True
        with self.play.microsoft.world.store.transaction():
            self.play.microsoft.world.store.remove_all("replay")  # request ids are long forgotten
        self._scripted.clear()
        self._enter(WORKER, self._hands.worker)
        for play in self._pressed:
            self._enter("buyer", play)
        end = stage.points + _LONGEST_PLAY
        stage.play(lambda: stage.points > end or self._are_done())

    def _are_done(self) -> bool:
        return all(each.done for each in self._scripted)

    def _keep_copy(self, actor: Actor) -> None:
        """The nightly backup."""
        self._earlier = self.play.store.copy()
        self.play.stage.say("the ledger is copied")

    def _orders(self) -> list[UUID]:
        """Mostly identical purchases, which are the hard ones."""
        orders = self.play.base.orders
        if self._climate.alone:
            return [orders[0]]
        same = list(orders[: self._chance.randint(1, 4)])
        if len(same) < 3 and self._chance.random() < 0.4:
            same.append(self._chance.choice(orders[4:]))
        return same

    def _buy(self, order: UUID) -> None:
        command = UUID(int=self._chance.getrandbits(128))
        after = self._chance.choice((0.0, 0.0, 5.0, 500.0))
        press = self._hands.buyer(order, command)
        self._pressed.append(press)
        self._enter("buyer", press, after=after)
        if self._chance.random() < 0.3:
            again = command if self._chance.random() < 0.5 else UUID(int=command.int ^ 1)
            self._enter("buyer", self._hands.buyer(order, again), after=after)

    def _enter(self, name: str, play: Callable[[Actor], None], *, after: float = 0.0) -> None:
        actor = self.play.stage.enter(name, play, after=after)
        self._begun[actor] = play
        if name != WORKER:
            self._scripted.append(actor)

    def _restart(self, dead: Actor) -> None:
        """A dead worker is started again; a buyer presses again; operators go home."""
        if dead.name != "operator":
            self._enter(dead.name, self._begun[dead], after=self._chance.random() * 90)

    def _is_over(self) -> bool:
        stage = self.play.stage
        if stage.points > _LONGEST_PLAY:
            return True
        if not all(each.done for each in self._scripted):
            return False
        if self._last is None:
            self._last = (
                stage.points + self._chance.choice(self._climate.points_after),
                self.play.time.now()
                + timedelta(seconds=self._chance.choice((60, 1200, 7200, 7200))),
            )
        return stage.points >= self._last[0] or self.play.time.now() >= self._last[1]

    def _known_orders(self) -> list[str]:
        """Ids that a person could have found in Microsoft's portal, in either form."""
        orders = self.play.microsoft.orders()
        return [str(order[form]) for order in orders for form in ("id", "alternateId")]

    def _sold_to(self) -> set[UUID]:
        """Assets that Microsoft sold something, or may yet: requests are still under way."""
        under_way = [each for each in self.play.stage.actors if each.name == NETWORK]
        if not all(each.done for each in under_way):
            return set(self._references.values())
        names = (
            str(line["askedName"]).rpartition(" ")[2]
            for order in self.play.microsoft.orders()
            for line in order["lines"]
        )
        return {self._references[name] for name in names if name in self._references}

    def _portal(self, actor: Actor) -> None:
        """Somebody buys the same at Microsoft, behind our back."""
        self.play.buy_in_portal()
        self.play.stage.say("somebody buys in the portal")

    def _cancel(self, actor: Actor) -> None:
        """Microsoft itself cancels an order that is pending."""
        world = self.play.microsoft.world
        pending = [
            order for order in self.play.microsoft.orders() if status_of(world, order) == "pending"
        ]
        if pending:
            order = self._chance.choice(pending)
            with world.store.transaction():
                cancel_lines(world, order, lines=order["lines"])
            self.play.stage.say(f"Microsoft cancels {order['id']}")


def random_run(
    stand: Ground, seed: int, *, climate: str | None = None, trace: bool = False
) -> Outcome:
    """Everything that seed `seed` stands for, in a climate of its own unless one is named."""
    stand.store.begin_again(stand.copy)
    run = RandomRun(stand.store, stand.base, seed, climate)
    run.play.stage.trace = [] if trace else None
    return concluded(f"seed {seed}", run.play, Overheard(), run.act)
