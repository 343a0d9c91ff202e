"""Looking for the first run that does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.simulation.exhaustive import once_dead
from tests.simulation.ground import Ground
from tests.simulation.journeys import JOURNEYS
from tests.simulation.random_run import random_run
from tests.simulation.run import Outcome


def first_broken(stand: Ground, seeds: Iterable[int], where: str) -> Outcome | None:
    """The first outcome that is none, in a climate, or in a journey with one death."""
    return next((each for each in _all(stand, seeds, where) if each.violations), None)


def _all(stand: Ground, seeds: Iterable[int], where: str) -> Iterator[Outcome]:
    journeys = [each for each in JOURNEYS if each.name == where]
    for journey in journeys:
        yield from once_dead(stand, journey)
    if not journeys:
        for seed in seeds:
            yield random_run(stand, seed, climate=where)
