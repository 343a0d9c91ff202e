"""Seeded chaos: interleavings, crashes, faults, people at the same time (B1, D4–D8, D16, D17)."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.simulation.ground import Ground, ground
from tests.simulation.random_run import random_run
from tests.simulation.run import Outcome
from tests.simulation.runner import Figures, main, replay
from tests.support.postgres import PostgresServer

_BLOCK = 25


@pytest.mark.parametrize("block", range(8))
def test_no_seed_buys_twice_or_leaves_anything_behind(block: int, stand: Ground) -> None:
    """B1 B2 B3 D16 D17 D24 D32."""
    for seed in range(1 + block * _BLOCK, 1 + (block + 1) * _BLOCK):
        outcome = random_run(stand, seed)
        assert outcome.violations == [], replay(outcome)


def test_postgresql_holds_as_well(postgres: PostgresServer) -> None:
    """B1."""
    with ground(postgres.create_database()) as stand:
        for seed in range(1, 16):
            outcome = random_run(stand, seed)
            assert outcome.violations == [], replay(outcome, "postgresql")


def test_a_seed_is_the_same_run_again(stand: Ground) -> None:
    """Whatever a seed shows can be replayed."""
    first = random_run(stand, 7, trace=True)
    assert first.crashes
    assert random_run(stand, 7, trace=True) == first


_AGAIN = """
from tests.simulation.ground import ground
from tests.simulation.random_run import random_run
with ground() as stand:
    print("\\n".join(random_run(stand, 7, trace=True).trace))
"""


def test_a_seed_is_the_same_run_in_another_process(stand: Ground) -> None:
    """Neither ids nor hashes of the machine decide anything."""
    program = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}{_AGAIN}"]
    told = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == random_run(stand, 7, trace=True).trace


def test_chance_reaches_what_it_should(stand: Ground) -> None:
    """The harness itself: crashes, troubles of many kinds and purchases do happen."""
    figures = Figures()
    for seed in range(1, 21):
        figures.add(random_run(stand, seed))
    assert figures.crashes > 20
    assert len(figures.faults) > 10
    assert figures.purchases > 20


def test_the_command_line_tells_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """`make simulate`."""
    assert main(["--seeds", "2", "--processes", "1"]) == 0
    told = capsys.readouterr().out
    assert "2 runs" in told
    assert "0 doubles" in told


def test_a_trace_shows_who_did_what_when(capsys: pytest.CaptureFixture[str]) -> None:
    """`make simulate ARGS=--trace`."""
    assert main(["--seeds", "1", "--from", "4", "--trace"]) == 0
    told = capsys.readouterr().out
    assert "call checkout" in told
    assert "saved order.executed, asset.created" in told


def test_a_seed_that_fails_is_replayed_by_one_command() -> None:
    """The command names the seed and the database."""
    outcome = replace(Outcome("seed 41"), violations=["asset X was bought 2 times"])
    figures = Figures()
    figures.add(outcome)
    assert figures.failed == [outcome]
    assert replay(outcome, "postgresql") == (
        'make simulate SEEDS=1 ARGS="--from 41 --database postgresql --trace"'
    )
