"""A journey with a death at every single point, and with two deaths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.simulation.ground import Ground
from tests.simulation.journeys import Journey
from tests.simulation.microsoft import NoMischief
from tests.simulation.run import Outcome, Overheard, Play, concluded
from tests.simulation.stage import Actor, Order, Pause

Points = Callable[[str], bool]
_RESTART = 5.0
"""Seconds until somebody begins again."""
_DEEDS = ("save", "create-cart", "renew-cart", "checkout", "cancel-order")
"""Of points: those around a commit of the ledger, or a call that changes something."""
_READS = ("read-order", "list-orders")


def anything(point: str) -> bool:
    return True


def deeds(point: str) -> bool:
    """Between two reads nothing changes: two deaths there are one."""
    return any(deed in point for deed in _DEEDS) and not any(read in point for read in _READS)


@dataclass
class Doom:
    """A director that kills at the points with these numbers, counted over all processes."""

    kills: tuple[int, ...]
    counts: Points
    passed: int = 0
    armed: bool = False

    def at(self, actor: Actor, point: str) -> Pause | Order:
        if not self.armed or not self.counts(point):
            return 0.0
        self.passed += 1
        return Order.DIE if self.passed - 1 in self.kills else 0.0

    def next(self, ready: list[Actor]) -> Actor:
        return ready[0]

    def died(self, actor: Actor) -> None:
        """Whoever comes next is entered by `_walk`."""


def doomed(
    stand: Ground, journey: Journey, kills: tuple[int, ...], counts: Points, *, trace: bool = False
) -> tuple[Outcome, int]:
    """What came of the journey, and how many points it passed."""
    stand.store.begin_again(stand.copy)
    doom = Doom(kills, counts)
    play = Play(stand.store, stand.base, seed=1, director=doom, mischief=NoMischief())
    play.stage.trace = [] if trace else None

    def act() -> None:
        play.microsoft.world.settings.change({"log_calls": False})
        journey.prepare(play, play.begin())
        doom.armed = True
        _walk(play, journey)
        doom.armed = False

    name = f"{journey.name} dead at {' and '.join(map(str, kills)) or 'no point'}"
    return concluded(name, play, Overheard(), act), doom.passed


def _walk(play: Play, journey: Journey) -> None:
    """Each step by processes that follow each other until one comes through."""
    for step in journey.steps:
        while True:
            actor = play.stage.enter("process", lambda _, step=step: step(play, play.begin()))  # type: ignore[misc]
            play.stage.play(lambda: False)
            if not actor.dead:
                break
            play.time.advance(_RESTART)


def once_dead(stand: Ground, journey: Journey) -> Iterator[Outcome]:
    """Undisturbed, then with one death at each point: calls, commits, and those of read models."""
    outcome, points = doomed(stand, journey, (), anything)
    yield outcome
    for point in range(points):
        yield doomed(stand, journey, (point,), anything)[0]


def twice_dead(
    stand: Ground, journey: Journey, *, part: int = 0, parts: int = 1
) -> Iterator[Outcome]:
    """Every pair of deaths around calls that change something and commits of the ledger."""
    _, points = doomed(stand, journey, (), deeds)
    for first in range(part, points, parts):
        _, passed = doomed(stand, journey, (first,), deeds)
        for second in range(first + 1, passed):
            yield doomed(stand, journey, (first, second), deeds)[0]
