"""One demo per test process; its data stays for the tests that look at it."""

from pathlib import Path
from typing import Any

import pytest

from tests.journey.program import Program


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="session")
def demonstrated(demo_folder: Path) -> tuple[Program, Any]:
    """The program on the demo's data, and what `perpetua demo --json` told."""
    program = Program(demo_folder)
    return program, program.json("demo")


@pytest.fixture
def program(demonstrated: tuple[Program, Any]) -> Program:
    return demonstrated[0]


@pytest.fixture
def told(demonstrated: tuple[Program, Any]) -> Any:
    return demonstrated[1]
