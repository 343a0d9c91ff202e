"""A harness is worth something only if it finds bugs: each is planted, and found (B1)."""

from __future__ import annotations

import pytest

from tests.simulation.chances import ANYTHING
from tests.simulation.ground import Ground
from tests.simulation.hunt import first_broken
from tests.simulation.planted import BUGS, WHERE

_MOST_SEEDS = 150
_OURS = ("broke:", "fault of ours")


@pytest.mark.parametrize("bug", BUGS)
def test_the_harness_finds(bug: str, stand: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """B1: by an invariant that does not hold, never by an error of the bug itself."""
    BUGS[bug](monkeypatch)
    where = WHERE.get(bug, ANYTHING)
    broken = first_broken(stand, range(1, _MOST_SEEDS + 1), where)
    assert broken is not None
    assert not any(mark in said for mark in _OURS for said in broken.violations)


def test_there_are_as_many_bugs_as_were_asked_for() -> None:
    """B1."""
    assert len(BUGS) >= 14
