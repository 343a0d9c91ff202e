"""Looking for the first run that does not hold."""

from __future__ import annotations

from collections.abc import Iterable

from tests.simulation.ground import Ground
from tests.simulation.random_run import random_run
from tests.simulation.run import Outcome


def first_broken(stand: Ground, seeds: Iterable[int], climate: str) -> Outcome | None:
    """The first outcome that is none, if any of the seeds has one."""
    outcomes = (random_run(stand, seed, climate=climate) for seed in seeds)
    return next((each for each in outcomes if each.violations), None)
