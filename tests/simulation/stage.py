"""The scheduler: every actor is a process of its own, on one thread, that can be killed anywhere.

Actors are greenlets; they lose the floor at each *point*: before and after every outside call and
every commit, and whenever they wait. Who goes on, and who dies, is the director's choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Protocol
from uuid import UUID

from greenlet import getcurrent, greenlet  # type: ignore[import-untyped]

from tests.simulation.world_time import WorldTime


class Crash(BaseException):
    """kill -9: nothing of the process runs any more."""


class Order(Enum):
    """What the director wants at a point besides a pause."""

    DIE = auto()


Pause = float
"""Seconds; 0.0 leaves it to chance who goes on."""


@dataclass(eq=False)
class Actor:
    """`play` runs in a greenlet; `wakes` is when it wants the floor again."""

    name: str
    play: Callable[[Actor], None]
    wakes: datetime
    number: int = 1
    dead: bool = False
    done: bool = False
    fault: BaseException | None = None
    run: greenlet | None = field(default=None, repr=False)


class Director(Protocol):
    """Decides everything that chance decides in the world."""

    def at(self, actor: Actor, point: str) -> Pause | Order:
        """An actor reached a point."""
        ...

    def next(self, ready: list[Actor]) -> Actor:
        """Who of those who could go on does."""
        ...

    def died(self, actor: Actor) -> None:
        """An actor was killed."""
        ...


class Stage:
    def __init__(self, time: WorldTime, director: Director) -> None:
        self.time = time
        self.director = director
        self.actors: list[Actor] = []
        self.trace: list[str] | None = None
        self.points = 0
        self.saves = 0
        self.crashes = 0
        self.faults: list[tuple[str, BaseException]] = []
        self.held: dict[UUID, tuple[str, datetime]] = {}
        """Who works on what, and until when nobody else may."""
        self.complaints: list[str] = []
        self._hub: greenlet | None = None
        self._on: Actor | None = None

    def enter(self, name: str, play: Callable[[Actor], None], *, after: float = 0.0) -> Actor:
        """A new process begins so many seconds from now."""
        wakes = self.time.now() + timedelta(seconds=after)
        number = sum(each.name.split()[0] == name for each in self.actors) + 1
        self.actors.append(actor := Actor(name, play, wakes, number))
        return actor

    @property
    def on(self) -> Actor | None:
        """Who has the floor; None outside the play, where nothing is a point."""
        return self._on

    def point(self, what: str) -> None:
        """The actor on stage is about to do something, or has just done it.

        Raises:
            Crash: it is dead, now or since an earlier point.
        """
        actor = self._on
        if actor is None:
            return
        if actor.dead:
            raise Crash
        self.points += 1
        said = self.director.at(actor, what)
        if said is Order.DIE:
            self.kill(actor, what)
            raise Crash
        self.say(what)
        assert isinstance(said, float)
        self.pause(said)

    def require_life(self) -> None:
        """
        Raises:
            Crash: the actor on stage was killed; it does nothing more.
        """
        if self._on is not None and self._on.dead:
            raise Crash

    def mortal(self, what: str) -> None:
        """A point at which the actor may die, but keeps the floor: it is inside a transaction.

        Raises:
            Crash: as for `point`.
        """
        actor = self._on
        if actor is None:
            return
        if actor.dead:
            raise Crash
        self.points += 1
        if self.director.at(actor, what) is Order.DIE:
            self.kill(actor, what)
            raise Crash

    def pause(self, seconds: float) -> None:
        """The actor on stage lets that much time pass."""
        actor = self._on
        if actor is None:
            self.time.advance(seconds)
            return
        if actor.dead:
            raise Crash
        actor.wakes = self.time.now() + timedelta(seconds=seconds)
        assert self._hub is not None
        self._hub.switch()
        if actor.dead:
            raise Crash

    def kill(self, actor: Actor, what: str = "") -> None:
        """Everything that the process had in memory is gone."""
        actor.dead = True
        self.crashes += 1
        self.say(f"KILLED {what}", of=actor)
        self.director.died(actor)

    def play(self, until: Callable[[], bool]) -> None:
        """Until the condition holds, looked at between two moves, or nobody is left."""
        self._hub = getcurrent()
        while not until():
            living = [each for each in self.actors if not each.done]
            if not living:
                return
            now = self.time.now()
            ready = [each for each in living if each.wakes <= now]
            if not ready:
                self.time.reach(min(each.wakes for each in living))
                continue
            self._give_floor(self.director.next(ready))

    def clear(self) -> None:
        """Every process that still lives is killed, silently."""
        for actor in self.actors:
            if not actor.done:
                actor.dead = True
                if actor.run is None:
                    actor.done = True
                else:
                    self._give_floor(actor)
        self.actors.clear()

    def say(self, what: str, *, of: Actor | None = None) -> None:
        if self.trace is not None:
            who = of or self._on
            name = f"{who.name} {who.number}" if who else "-"
            self.trace.append(f"{self.time.now():%d %H:%M:%S.%f} {name}: {what}")

    def _give_floor(self, actor: Actor) -> None:
        if actor.run is None:
            actor.run = greenlet(lambda: self._body(actor))
        before, self._on = self._on, actor
        try:
            actor.run.switch()
        finally:
            self._on = before

    def _body(self, actor: Actor) -> None:
        try:
            if not actor.dead:
                actor.play(actor)
        except Crash:
            pass
        except Exception as fault:
            actor.fault = fault
            self.faults.append((actor.name, fault))
        finally:
            actor.done = True
