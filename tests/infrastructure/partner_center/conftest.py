"""A simulator of Partner Center as a process of its own, one per test process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.infrastructure.partner_center.simulated import Simulated

SRC = Path(__file__).parents[3] / "src"


@pytest.fixture(scope="session")
def simulator_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state = tmp_path_factory.mktemp("simulator") / "state.sqlite"
    command = [sys.executable, "-m", "entrypoints.simulator", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--seed", "1", "--state", str(state)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def simulated(simulator_address: str) -> Iterator[Simulated]:
    with Simulated(simulator_address) as simulated:
        yield simulated
