"""One run: a world from the base, a play, quiet, and the verdict."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import repeat
from random import Random
from typing import Any

from core.asset.events import CartOpened
from entrypoints.simulator.catalogue.assortment import offer_named
from entrypoints.simulator.purchasing.orders import Wanted, place_order
from entrypoints.worker.worker import Worker
from tests.simulation.actors import unfinished
from tests.simulation.base import CONTOSO, OFFICE, Base, new_microsoft
from tests.simulation.microsoft import Microsoft, Mischief
from tests.simulation.process import Process
from tests.simulation.stage import Director, Stage
from tests.simulation.stores import Store
from tests.simulation.verdict import Judge, Verdict
from tests.simulation.world_time import WorldTime

_DAY = 86_400
_PATIENCE = (0.0, 2.0, 60.0, 960.0, 2000.0, 2000.0, _DAY, 7.5 * _DAY, 2000.0, 2000.0)
"""Seconds between the last looks: the list's lag, D17's 30 minutes, completion, a cart's life."""

_MOST_LOOKS = 50
"""So many more, a day apart, for as long as one of them still changes something."""


@dataclass
class Outcome:
    """What a run came to; `trace` only when it was asked for."""

    name: str
    violations: list[str] = field(default_factory=list)
    points: int = 0
    crashes: int = 0
    purchases: int = 0
    doubles: int = 0
    unknown: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    accounted: Counter[str] = field(default_factory=Counter)
    trace: list[str] = field(default_factory=list)


class Play:
    """The world of one run; `arrange` lets actors enter, then `finish` judges."""

    def __init__(
        self, store: Store, base: Base, *, seed: int, director: Director, mischief: Mischief
    ) -> None:
        self.store = store
        self.base = base
        self.chance = Random(seed)
        random.seed(seed)  # pauses between two tries of a read are jittered by the module
        self.time = WorldTime()
        self.stage = Stage(self.time, director)
        store.watched.stage = self.stage
        self.complaints: list[str] = []
        self.restored = False
        self.microsoft = Microsoft(
            new_microsoft(self.time, seed), self.stage, mischief, self._require_stored_cart
        )

    def begin(self) -> Process:
        """A new process on what is stored."""
        return Process(self.store, self.stage, self.microsoft.transport(), self.chance)

    def quiet(self) -> Process:
        """One fresh process after the other looks, until nothing is under way that can end."""
        for number, seconds in enumerate((*_PATIENCE, *repeat(_DAY + 1.0, _MOST_LOOKS)), start=1):
            before = self.store.ledger.end()
            self.time.advance(seconds)
            process = self.begin()
            Worker(process.app).look()
            self._late_requests()
            stands_still = number > len(_PATIENCE) and self.store.ledger.end() == before
            if stands_still or not unfinished(process):
                return process
        raise AssertionError("it never becomes quiet")

    def buy_in_portal(self) -> None:
        """Somebody buys at Microsoft, behind our back, what most orders want."""
        world = self.microsoft.world
        customer = world.store.find("customer", CONTOSO)
        product, _, sku = OFFICE.partition(":")
        offer = offer_named(product_id=product, sku_id=sku, segment="commercial", country="DE")
        assert customer is not None
        assert offer is not None
        item = world.offers.catalog_item_id(offer)
        wanted = Wanted(catalog_item_id=item, quantity=1, friendly_name=None)
        with world.store.transaction():
            place_order(world, customer=customer, cart_id=None, lines=[wanted])

    def judged(self, process: Process) -> Verdict:
        return Judge(
            self.store, self.base, self.microsoft, process, restored=self.restored
        ).verdict()

    def _late_requests(self) -> None:
        self.stage.play(lambda: False)

    def _require_stored_cart(self, cart: str) -> None:
        """By which right does this checkout buy? (D4, D31)"""
        told = self.store.ledger.page(self.base.end, 100_000)
        opened = (each.event for each in told if isinstance(each.event, CartOpened))
        if cart not in {event.cart_id for event in opened}:
            self.complaints.append(f"cart {cart} was checked out, but its id is not stored")


class Overheard(logging.Handler):
    """Faults of ours that the worker survives are faults all the same."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.heard.append(f"{record.getMessage()} {error!r}")


def concluded(name: str, play: Play, overheard: Overheard, act: Callable[[], None]) -> Outcome:
    """Act, let it become quiet, judge, and put everything away."""
    worker = logging.getLogger("perpetua.worker")
    worker.addHandler(overheard)
    propagates, worker.propagate = worker.propagate, False
    try:
        act()
        process = play.quiet()
        verdict: Any = play.judged(process)
    finally:
        worker.removeHandler(overheard)
        worker.propagate = propagates
        play.store.watched.stage = None
        play.microsoft.world.close()
    broken = [f"{who} broke: {fault!r}" for who, fault in play.stage.faults]
    return Outcome(
        name,
        [
            *verdict.violations,
            *play.complaints,
            *play.stage.complaints,
            *broken,
            *overheard.heard,
        ],
        points=play.stage.points,
        crashes=play.stage.crashes,
        purchases=verdict.purchases,
        doubles=verdict.doubles,
        unknown=verdict.unknown,
        faults=Counter(play.microsoft.injected),
        accounted=verdict.accounted,
        trace=play.stage.trace or [],
    )
