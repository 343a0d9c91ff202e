"""Looking for the first run that does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.simulation.exhaustive import once_dead
from tests.simulation.ground import Ground
from tests.simulation.journeys import JOURNEYS
from tests.simulation.random_run import random_run
from tests.simulation.run import Outcome


def first_broken(stand: Ground, seeds: Iterable[int]) -> Outcome | None:
    """Every journey with one death, then the seeds; the first outcome that is none."""
    return next((each for each in _all(stand, seeds) if each.violations), None)


def _all(stand: Ground, seeds: Iterable[int]) -> Iterator[Outcome]:
    for journey in JOURNEYS:
        yield from once_dead(stand, journey)
    for seed in seeds:
        yield random_run(stand, seed)
